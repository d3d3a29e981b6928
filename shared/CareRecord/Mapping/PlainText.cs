using System.Buffers;
using System.Text;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// A sender's text as one line. Trimmed; line breaks become spaces; control characters, marks that turn the direction of writing or take
/// no room, and broken surrogates go, because they can hide or swap what a clinician reads. Words are never changed.
/// </summary>
internal static class PlainText
{
    /// <summary>Said at the end of a text that was cut: the whole of it is in the original.</summary>
    public const string Shortened = " … (shortened)";

    private static readonly SearchValues<char> Unwelcome = SearchValues.Create(UnwelcomeCharacters());

    /// <summary>Null when nothing is left. Returns the same instance when there is nothing to take away.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
            return null;
        if (trimmed.IndexOfAny(Unwelcome) < 0 && trimmed.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return trimmed.Length == text.Length ? text : trimmed.ToString();
        var line = new StringBuilder(trimmed.Length);
        foreach (var rune in trimmed.EnumerateRunes())
            Append(line, rune);
        var cleaned = line.ToString().Trim();
        return cleaned.Length == 0 ? null : cleaned;
    }

    /// <summary>At most <paramref name="most"/> UTF-16 units, and never half a character.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = most - Shortened.Length;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), Shortened);
    }

    /// <summary>"a; b", leaving out what is not there.</summary>
    public static string? Join(string? first, string? second, string between = "; ") =>
        first is null ? second
        : second is null ? first
        : string.Concat(first, between, second);

    /// <summary>"name: text", or null without a text.</summary>
    public static string? Named(string name, string? text) => text is null ? null : string.Concat(name, ": ", text);

    // EnumerateRunes gives U+FFFD for a surrogate without its pair, which the stores would refuse.
    private static void Append(StringBuilder line, Rune rune)
    {
        if (!rune.IsBmp || !Unwelcome.Contains((char)rune.Value))
            line.Append(rune);
        else if (rune.Value is '\t' or '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' && !EndsWithSpace(line))
            line.Append(' ');
    }

    private static bool EndsWithSpace(StringBuilder line) => line.Length > 0 && line[^1] == ' ';

    private static string UnwelcomeCharacters()
    {
        var all = new StringBuilder();
        foreach (
            var (first, last) in (ReadOnlySpan<(int, int)>)
                [
                    (0x00, 0x1F),
                    (0x7F, 0x9F),
                    (0x200B, 0x200B),
                    (0x200E, 0x200F),
                    (0x2028, 0x202E),
                    (0x2060, 0x2064),
                    (0x2066, 0x206F),
                    (0xFEFF, 0xFEFF),
                    (0xFFFE, 0xFFFF),
                ]
        )
            for (var code = first; code <= last; code++)
                all.Append((char)code);
        return all.ToString();
    }
}
