using System.Diagnostics.CodeAnalysis;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// Why somebody reads past what is withheld, in their own words: 10 to 200 printable ASCII characters, without an NHS number. It is kept
/// with the read and shown to privacy officers.
/// </summary>
public sealed record BreakGlassReason
{
    private const int Shortest = 10;
    private const int Longest = 200;

    private BreakGlassReason(string text) => Text = text;

    public string Text { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out BreakGlassReason? reason)
    {
        reason = null;
        var trimmed = text?.Trim(' ');
        if (trimmed is not { Length: >= Shortest and <= Longest } || trimmed.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return false;
        if (NhsNumberInText.IsIn(trimmed))
            return false;
        reason = new BreakGlassReason(trimmed);
        return true;
    }

    // What a person wrote of a person: it is for the audit, not for logs.
    public override string ToString() => "(reason withheld)";
}
