namespace Hl7.Fhir.Validation;

/// <summary>The syntax that R4 gives for codes and filters of SNOMED CT (R4, snomedct.html). Whether a concept exists only its terminology knows.</summary>
internal static class SnomedCt
{
    public const string System = "http://snomed.info/sct";

    /// <summary>6 to 18 digits.</summary>
    public static bool IsConceptId(ReadOnlySpan<char> text) => text.Length is >= 6 and <= 18 && DigitsIn(text) == text.Length;

    /// <summary>A concept id, or an expression: of that only the beginning is looked at, up to what follows its first concept.</summary>
    public static bool IsCode(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text.StartsWith("===") || text.StartsWith("<<<"))
            text = text[3..];
        text = text.TrimStart(" (");
        var digits = DigitsIn(text);
        if (digits is < 6 or > 18)
            return false;
        var next = text[digits..].TrimStart();
        return next.IsEmpty || next[0] is '|' or '+' or ':' or ',' or ')';
    }

    /// <summary>
    /// Not an expression of the constraint language where a bracket is left open, or where one concept follows another with nothing that
    /// joins them ("404684003 << 234234"). What those concepts are is not looked at.
    /// </summary>
    public static bool IsConstraint(ReadOnlySpan<char> text)
    {
        var (open, afterConcept) = (0, false);
        for (; (text = text.TrimStart()).Length > 0; text = text[TokenIn(text)..])
        {
            var isOperator = text[0] is '<' or '>' or '^' && !ComparesNumbers(text);
            if (afterConcept && (isOperator || text[0] is '(' or '*' || char.IsAsciiDigit(text[0])))
                return false;
            open += text[0] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (open < 0)
                return false;
            // A term says a concept again: it leaves things as they are.
            afterConcept = text[0] is ')' or '*' || char.IsAsciiDigit(text[0]) || text[0] == '|' && afterConcept;
        }
        return open == 0;
    }

    // An id, a number, a term, a string, a cardinality, a filter, or a single character.
    private static int TokenIn(ReadOnlySpan<char> text)
    {
        if (char.IsAsciiDigit(text[0]))
            return DigitsIn(text);
        if (text[0] == '#')
            return NumberIn(text);
        var close = text[0] switch
        {
            '|' => "|",
            '"' => "\"",
            '[' => "]",
            '{' when text.StartsWith("{{") => "}}",
            _ => "",
        };
        if (close.Length == 0)
            return 1;
        var at = text[close.Length..].IndexOf(close);
        return at < 0 ? text.Length : close.Length + at + close.Length;
    }

    private static int NumberIn(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or '-'))
            end++;
        return end;
    }

    private static bool ComparesNumbers(ReadOnlySpan<char> text) => text[1..].TrimStart('=').TrimStart() is ['#', ..];

    private static int DigitsIn(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits < 0 ? text.Length : digits;
    }
}
