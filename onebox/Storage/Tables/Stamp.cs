using System.Globalization;

namespace Onebox.Storage.Tables;

/// <summary>An entity's version in its two written forms: the Timestamp property, and the ETag that wraps it.</summary>
internal static class Stamp
{
    private const string EtagStart = "W/\"datetime'";
    private const string EtagEnd = "'\"";
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int TextLength = 28;

    public static string Text(long stamp) => new DateTime(stamp, DateTimeKind.Utc).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>As Azure writes it, with the colons of the time percent-encoded.</summary>
    public static string Etag(long stamp) =>
        string.Create(
            EtagStart.Length + TextLength + 4 + EtagEnd.Length,
            stamp,
            static (etag, ticks) =>
            {
                EtagStart.CopyTo(etag);
                etag = etag[EtagStart.Length..];
                Span<char> text = stackalloc char[TextLength];
                new DateTime(ticks, DateTimeKind.Utc).TryFormat(text, out _, Format, CultureInfo.InvariantCulture);
                foreach (var unit in text)
                {
                    if (unit != ':')
                    {
                        etag[0] = unit;
                        etag = etag[1..];
                        continue;
                    }

                    "%3A".CopyTo(etag);
                    etag = etag[3..];
                }

                EtagEnd.CopyTo(etag);
            }
        );

    public static bool TryParseEtag(string etag, out long stamp)
    {
        stamp = 0;
        if (!etag.StartsWith(EtagStart, StringComparison.Ordinal) || !etag.EndsWith(EtagEnd, StringComparison.Ordinal))
            return false;
        var text = etag[EtagStart.Length..^EtagEnd.Length].Replace("%3A", ":", StringComparison.OrdinalIgnoreCase);
        if (
            !DateTime.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
                out var at
            )
        )
            return false;
        stamp = at.Ticks;
        return true;
    }
}
