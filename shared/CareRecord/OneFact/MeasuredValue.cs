using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.CareRecord.OneFact;

/// <summary>
/// The part of a result's value that was measured. Laboratories and practices add their own words to the same number: an interpretation
/// in brackets, a reference range, a note. Anything else belongs to the value as a whole.
/// </summary>
internal static class MeasuredValue
{
    private static readonly string[] Beside = [$"; {ObservationValue.MeasuredRange}: ", $"; {Notes.Name}: "];

    /// <summary>Null when there is no value.</summary>
    public static string? Of(string? value)
    {
        if (value is null || !StartsLikeNumber(value))
            return value;
        var measured = value.AsSpan();
        foreach (var name in Beside)
            if (measured.IndexOf(name, StringComparison.Ordinal) is >= 0 and var end)
                measured = measured[..end];
        if (measured.Contains(';'))
            return value;
        var bracket = measured.IndexOf(" (", StringComparison.Ordinal);
        if (bracket > 0 && measured[^1] == ')')
            measured = measured[..bracket];
        return measured.Length == value.Length ? value : measured.ToString();
    }

    private static bool StartsLikeNumber(string value)
    {
        foreach (var c in value)
            if (char.IsAsciiDigit(c))
                return true;
            else if (c is not ('<' or '>' or '=' or '-'))
                return false;
        return false;
    }
}
