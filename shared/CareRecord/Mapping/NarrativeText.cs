using System.Net;
using System.Text;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// A narrative's XHTML as words. The reader has checked that it is XML without scripts; still no mark of it is kept: cells, rows, items and
/// lines become separators, the rest is text.
/// </summary>
internal static class NarrativeText
{
    /// <summary>Longer than any value that is kept.</summary>
    private const int LongestRead = 100_000;

    /// <summary>Null when there are no words.</summary>
    public static string? Of(string? xhtml)
    {
        if (string.IsNullOrEmpty(xhtml))
            return null;
        var rest = xhtml.AsSpan(0, Math.Min(xhtml.Length, LongestRead));
        var text = new StringBuilder(rest.Length / 2);
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('<');
            text.Append(open < 0 ? rest : rest[..open]);
            if (open < 0)
                break;
            rest = rest[open..];
            var close = rest.StartsWith("<!--", StringComparison.Ordinal)
                ? rest.IndexOf("-->", StringComparison.Ordinal) + 2
                : rest.IndexOf('>');
            if (close < 0)
                break;
            text.Append(Separator(rest[1..close]));
            rest = rest[(close + 1)..];
        }

        return PlainText.Clean(Tidy(WebUtility.HtmlDecode(text.ToString())));
    }

    private static string Separator(ReadOnlySpan<char> tag) =>
        tag switch
        {
            "/th" or "/dt" => ": ",
            "/td" => ", ",
            "/tr" or "/li" or "/p" or "/dd" or "/h1" or "/h2" or "/h3" or "/h4" or "/caption" or "br/" or "br /" or "br" => "; ",
            _ => " ",
        };

    // Separators that met with nothing between them say nothing: one stays, and none at either end.
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is ";" or "," or ":")
            {
                if (tidy.Length == 0 || tidy[^1] == ';')
                    continue;
                if (tidy[^1] is ',' or ':')
                    tidy.Length--;
                tidy.Append(word);
                continue;
            }

            if (tidy.Length > 0)
                tidy.Append(' ');
            tidy.Append(word);
        }

        return tidy.ToString().TrimEnd(';', ',', ':', ' ');
    }
}
