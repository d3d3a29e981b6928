namespace Onebox.Storage.Tables.Filter;

/// <summary>Takes words, quoted text and signs off the front of a $filter. What does not fit throws <see cref="FormatException"/>.</summary>
internal sealed class FilterLexer(string text)
{
    private int at;

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return at == text.Length;
        }
    }

    public bool Take(char sign)
    {
        SkipSpace();
        if (at == text.Length || text[at] != sign)
            return false;
        at++;
        return true;
    }

    /// <summary>Takes a word of the language; operators are lower case, as the service wants them.</summary>
    public bool TakeWord(string word)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            return false;
        var after = at + word.Length;
        if (after < text.Length && IsToken(text[after]))
            return false;
        at = after;
        return true;
    }

    /// <summary>Takes <c>prefix'...'</c>; a quote inside is written twice.</summary>
    public bool TryTakeQuoted(string prefix, out string value)
    {
        SkipSpace();
        value = "";
        var quote = at + prefix.Length;
        if (string.CompareOrdinal(text, at, prefix, 0, prefix.Length) != 0 || quote >= text.Length || text[quote] != '\'')
            return false;

        var start = quote + 1;
        var end = start;
        while (true)
        {
            end = text.IndexOf('\'', end);
            if (end < 0)
                throw new FormatException("a quote is not closed");
            if (end + 1 == text.Length || text[end + 1] != '\'')
                break;
            end += 2;
        }

        value = text[start..end].Replace("''", "'", StringComparison.Ordinal);
        at = end + 1;
        return true;
    }

    public string TakeToken()
    {
        SkipSpace();
        var start = at;
        while (at < text.Length && IsToken(text[at]))
            at++;
        return at > start ? text[start..at] : throw new FormatException("an operand is missing");
    }

    private static bool IsToken(char unit) => !char.IsWhiteSpace(unit) && unit is not ('(' or ')' or '\'' or ',');

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
