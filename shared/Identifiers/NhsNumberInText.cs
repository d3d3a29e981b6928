namespace IntegrationHub.Identifiers;

/// <summary>Finds NHS numbers where none may stand: in addresses, ids of requests, reasons that people type.</summary>
public static class NhsNumberInText
{
    /// <summary>Whether the text holds a valid NHS number as a word of its own: ten digits, or 3, 3 and 4 with single separators.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsAsciiDigit(text[start]) || start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
                continue;
            if (IsAt(text[start..], separated: false) || IsAt(text[start..], separated: true))
                return true;
        }

        return false;
    }

    private static bool IsAt(ReadOnlySpan<char> text, bool separated)
    {
        var length = separated ? 12 : 10;
        if (text.Length < length || text.Length > length && char.IsAsciiLetterOrDigit(text[length]))
            return false;
        if (!separated)
            return NhsNumber.TryParse(text[..10], out _);
        if (text[3] is not (' ' or '-' or '+') || text[7] is not (' ' or '-' or '+'))
            return false;
        return NhsNumber.TryParse(string.Concat(text[..3], text[4..7], text[8..12]), out _);
    }
}
