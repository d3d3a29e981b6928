using System.Text;
using IntegrationHub.Import;

namespace IntegrationHub.Tests.Import;

public sealed class FileLinesTests
{
    private const int Longest = 1000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_are_numbered_as_in_an_editor_and_blank_ones_are_passed_over()
    {
        var lines = await ReadAsync("one\r\n\n  \ntwo\nthree", chunk: 7);

        Assert.Equal([(1L, "one"), (4L, "two"), (5L, "three")], lines.Select(line => (line.Number, Text(line))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Lines_do_not_depend_on_how_the_bytes_come(int chunk)
    {
        var random = new Random(4);
        var expected = Enumerable.Range(0, 60).Select(_ => new string('x', random.Next(1, Longest))).ToList();

        var lines = await ReadAsync(string.Join('\n', expected) + "\n", chunk);

        Assert.Equal(expected, lines.Select(Text));
    }

    [Fact]
    public async Task Of_a_line_that_is_too_long_only_its_number_is_given_and_the_next_is_read()
    {
        var endless = new string('x', 3_000_000);

        var lines = await ReadAsync($"a\n{endless}\nb\n{new string('y', Longest)}\n{new string('z', Longest + 1)}", chunk: 50_000);

        Assert.Equal([(1L, false), (2L, true), (3L, false), (4L, false), (5L, true)], lines.Select(line => (line.Number, line.IsTooLong)));
        Assert.Equal("b", Text(lines[2]));
    }

    [Fact]
    public async Task Reading_can_begin_again_after_any_line()
    {
        var bytes = Encoding.UTF8.GetBytes("one\r\n\ntwo\n" + new string('x', 5000) + "\nthree\nfour");
        var all = await AllAsync(new FileLines(new MemoryStream(bytes), Longest, (byte)'\n', 0, 0));
        for (var taken = 0; taken <= all.Count; taken++)
        {
            var first = new FileLines(new MemoryStream(bytes), Longest, (byte)'\n', 0, 0);
            for (var i = 0; i < taken; i++)
                await first.NextAsync(Cancellation);
            var rest = new MemoryStream(bytes) { Position = first.Offset };

            var after = await AllAsync(new FileLines(rest, Longest, (byte)'\n', first.Offset, first.Number));

            Assert.Equal(all.Skip(taken).Select(line => (line.Number, Text(line))), after.Select(line => (line.Number, Text(line))));
        }
    }

    [Fact]
    public async Task At_the_end_the_offset_is_the_length_of_the_file()
    {
        foreach (var text in (string[])["", "a", "a\n", "a\r\n\n\n", new string('x', 9999), new string('x', 9999) + "\n"])
        {
            var lines = new FileLines(new MemoryStream(Encoding.UTF8.GetBytes(text)), Longest, (byte)'\n', 0, 0);
            await AllAsync(lines);

            Assert.Equal(text.Length, lines.Offset);
        }
    }

    [Fact]
    public async Task A_file_that_is_one_document_is_one_line()
    {
        var lines = await AllAsync(new FileLines(new MemoryStream("{\n \"a\": 1\n}\n"u8.ToArray()), Longest, null, 0, 0));

        Assert.Equal("{\n \"a\": 1\n}\n", Text(Assert.Single(lines)));
    }

    private static string Text(FileLine line) => Encoding.UTF8.GetString(line.Bytes.Span);

    private static Task<List<FileLine>> ReadAsync(string text, int chunk) =>
        AllAsync(new FileLines(new Chunks(Encoding.UTF8.GetBytes(text), chunk), Longest, (byte)'\n', 0, 0));

    private static async Task<List<FileLine>> AllAsync(FileLines lines)
    {
        var all = new List<FileLine>();
        while (await lines.NextAsync(Cancellation) is { } line)
            all.Add(line);
        return all;
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class Chunks(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
