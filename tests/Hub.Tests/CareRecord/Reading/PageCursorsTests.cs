using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord.Reading;

public sealed class PageCursorsTests
{
    private static readonly PageCursors Cursors = new(new Pseudonyms([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    private static readonly PageCursor Some = new(17, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), 2_000);

    [Fact]
    public void A_cursor_comes_back_where_it_belongs_and_nowhere_else()
    {
        var text = Cursors.Write(Some, "record and question");
        Assert.Equal(Some, Cursors.Read(text, "record and question"));
        Assert.Null(Cursors.Read(text, "another record or question"));
        Assert.Null(new PageCursors(new Pseudonyms(new byte[32])).Read(text, "record and question"));
    }

    [Fact]
    public void A_cursor_with_any_character_changed_is_none()
    {
        var text = Cursors.Write(Some, "context");
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var other in "Aa0-_+ é")
            {
                if (other != text[i])
                    Assert.Null(Cursors.Read(text[..i] + other + text[(i + 1)..], "context"));
            }

            Assert.Null(Cursors.Read(text[..i], "context"));
        }

        Assert.Null(Cursors.Read(text + "AAAA", "context"));
    }
}
