using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" \t\r\n ", null)]
    [InlineData("\u0000\u0007", null)]
    [InlineData("  asthma ", "asthma")]
    [InlineData("one\r\ntwo\tthree", "one two three")]
    [InlineData("bell\u0007 and nul\u0000", "bell and nul")]
    [InlineData("5\u202E gm 01\u202C", "5 gm 01")]
    [InlineData("zero\u200Bwidth\uFEFF", "zerowidth")]
    [InlineData("line\u2028separator", "line separator")]
    [InlineData("Zoë Nguyễn 王小明 👩‍⚕️", "Zoë Nguyễn 王小明 👩‍⚕️")]
    [InlineData("≥ 5 µg/L", "≥ 5 µg/L")]
    public void Text_is_one_clean_line(string? text, string? cleaned) => Assert.Equal(cleaned, PlainText.Clean(text));

    [Fact]
    public void A_broken_surrogate_is_shown_as_such_because_stores_refuse_it()
    {
        var broken = "a" + (char)0xD83D + "b";

        Assert.Equal("a\uFFFDb", PlainText.Clean(broken));
    }

    [Fact]
    public void Clean_text_is_not_copied()
    {
        var text = new string("Essential hypertension".AsSpan());

        Assert.Same(text, PlainText.Clean(text));
    }

    [Fact]
    public void A_cut_never_leaves_half_a_character()
    {
        var text = string.Concat(Enumerable.Repeat("👩", 50));

        for (var most = 20; most < 40; most++)
        {
            var cut = PlainText.Cut(text, most);
            Assert.True(cut.Length <= most);
            Assert.Equal(cut, PlainText.Clean(cut));
        }
    }
}
