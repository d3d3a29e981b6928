using System.Text.RegularExpressions;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>
/// A sender's words as people read them: dates written out, the decimals that a computer added cut (an ellipsis says so), the one unit whose
/// code reads badly as people write it, and no two marks where one ends a thing. Nothing else is changed: "Show the original" has every character.
/// </summary>
internal static class PlainWords
{
    private const string Death = "deceased ";

    private static readonly Regex Dates = new(
        @"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    private static readonly Regex LongDecimals = new(@"\d+\.\d{6,}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    internal static string Of(string text)
    {
        var dated = Dates.Replace(text, found => IsDate(text, found) ? Written(text, found) : found.Value);
        return LongDecimals
            .Replace(dated, found => IsNumber(dated, found) ? Cut(found.Value) : found.Value)
            .Replace("mm[Hg]", "mmHg", StringComparison.Ordinal)
            .Replace(".; ", "; ", StringComparison.Ordinal)
            .Replace("?: ", "? ", StringComparison.Ordinal);
    }

    /// <summary>Between words: not in an address, a reference or a longer number.</summary>
    private static bool IsDate(string text, Match found) =>
        Before(text, found) is ' ' or '(' && After(text, found) is ' ' or ',' or ';' or ':' or ')' or '.';

    private static string Written(string text, Match found) =>
        text.AsSpan(0, found.Index).EndsWith(Death, StringComparison.Ordinal)
            ? PlainDates.OfDeath(found.Value)
            : PlainDates.Of(found.Value);

    /// <summary>Not the end or the beginning of something else, such as an object identifier.</summary>
    private static bool IsNumber(string text, Match found) =>
        Before(text, found) is var before
        && !char.IsLetterOrDigit(before)
        && before is not ('.' or ':')
        && After(text, found) is var after
        && !char.IsLetterOrDigit(after)
        && (after is not '.' || found.Index + found.Length + 1 == text.Length);

    private static char Before(string text, Match found) => found.Index == 0 ? ' ' : text[found.Index - 1];

    private static char After(string text, Match found) => found.Index + found.Length is var end && end == text.Length ? ' ' : text[end];

    /// <summary>Four digits that count at least, and two decimals.</summary>
    private static string Cut(string number)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var counts = 0;
        var end = 0;
        for (; end < number.Length && (counts < 4 || end <= point + 2); end++)
            if (char.IsAsciiDigit(number[end]) && (counts > 0 || number[end] != '0'))
                counts++;
        return end == number.Length ? number : $"{number.AsSpan(0, end)}…";
    }
}
