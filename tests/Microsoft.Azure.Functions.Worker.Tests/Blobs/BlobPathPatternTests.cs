using Microsoft.Azure.Functions.Worker;

namespace WorkerTests.Blobs;

public sealed class BlobPathPatternTests
{
    [Theory]
    [InlineData("drop", "a/b.txt", "")]
    [InlineData("drop/{name}", "a/b.txt", "name=a/b.txt")]
    [InlineData("drop/in/{name}.json", "in/x.y.json", "name=x.y")]
    [InlineData("drop/{folder}/{name}.{ext}", "a/b/c.txt", "ext=txt folder=a/b name=c")]
    [InlineData("drop/exact.txt", "exact.txt", "")]
    [InlineData("drop/{n}", "line\nbreak", "n=line\nbreak")]
    public void Tokens_stand_for_parts_of_the_name(string path, string blob, string tokens)
    {
        var pattern = BlobPathPattern.Parse(path);
        Assert.Equal("drop", pattern.Container);
        var values = pattern.Match(blob);
        Assert.NotNull(values);
        Assert.Equal(tokens, string.Join(' ', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")));
        Assert.StartsWith(pattern.Prefix, blob, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop/in/{name}.json", "in/x.txt")]
    [InlineData("drop/in/{name}.json", "in/.json")]
    [InlineData("drop/in/{name}.json", "other/x.json")]
    [InlineData("drop/exact.txt", "exact.txt.bak")]
    [InlineData("drop/{n}.txt", "x.txt\n")]
    public void Other_names_do_not_match(string path, string blob) => Assert.Null(BlobPathPattern.Parse(path).Match(blob));

    [Theory]
    [InlineData("")]
    [InlineData("/x")]
    [InlineData("{container}/x")]
    [InlineData("drop/{open")]
    [InlineData("drop/{}")]
    [InlineData("drop/{a}{a}")]
    [InlineData("drop/{a b}")]
    public void A_path_that_makes_no_sense_says_so(string path) => Assert.Throws<FormatException>(() => BlobPathPattern.Parse(path));
}
