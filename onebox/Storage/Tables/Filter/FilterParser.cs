using System.Globalization;

namespace Onebox.Storage.Tables.Filter;

/// <summary>
/// Reads a $filter: comparisons (eq ne gt ge lt le) of a property with a constant, and, or, not, parentheses, a bare Boolean property.
/// Grammar: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#constructing-filter-strings.
/// </summary>
internal sealed class FilterParser
{
    // Azure allows 15 comparisons; clients join many keys with "or", so this allows more, but a bound keeps the stack safe.
    private const int DeepestNesting = 100;

    private readonly FilterLexer lexer;
    private int depth;

    private FilterParser(string text) => lexer = new FilterLexer(text);

    /// <summary>The tree, or null where the text is not a filter.</summary>
    public static FilterNode? Parse(string text)
    {
        try
        {
            var parser = new FilterParser(text);
            var node = parser.ParseOr();
            return parser.lexer.AtEnd ? node : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private FilterNode ParseOr()
    {
        var left = ParseAnd();
        while (lexer.TakeWord("or"))
            left = new OrNode(left, ParseAnd());
        return left;
    }

    private FilterNode ParseAnd()
    {
        var left = ParseTerm();
        while (lexer.TakeWord("and"))
            left = new AndNode(left, ParseTerm());
        return left;
    }

    private FilterNode ParseTerm()
    {
        if (++depth > DeepestNesting)
            throw new FormatException("nested too deeply");
        var node =
            lexer.TakeWord("not") ? new NotNode(ParseTerm())
            : lexer.Take('(') ? ParseGroup()
            : ParseComparison();
        depth--;
        return node;
    }

    private FilterNode ParseGroup()
    {
        var inner = ParseOr();
        return lexer.Take(')') ? inner : throw new FormatException("a parenthesis is missing");
    }

    private FilterNode ParseComparison()
    {
        var left = ParseOperand();
        if (!TryTakeComparison(out var comparison))
        {
            return left switch
            {
                string property => new CompareNode(property, Comparison.Equal, FilterValue.Of(true)),
                FilterValue { Type: EdmType.Boolean } flag => new ConstantNode(flag.IsTrue),
                _ => throw new FormatException("a comparison is missing"),
            };
        }

        return (left, ParseOperand()) switch
        {
            (string property, FilterValue value) => new CompareNode(property, comparison, value),
            (FilterValue value, string property) => new CompareNode(property, Turn(comparison), value),
            _ => throw new FormatException("a property must be compared with a constant"),
        };
    }

    private object ParseOperand()
    {
        if (lexer.TryTakeQuoted("", out var text))
            return FilterValue.Of(text);
        if (lexer.TryTakeQuoted("datetime", out text))
            return PropertyValues.TryParseTime(text, out var ticks) ? FilterValue.OfTicks(ticks) : throw new FormatException("not a time");
        if (lexer.TryTakeQuoted("guid", out text))
            return Guid.TryParse(text, out var guid) ? FilterValue.Of(guid) : throw new FormatException("not a guid");
        if (lexer.TryTakeQuoted("X", out text) || lexer.TryTakeQuoted("binary", out text))
            return FilterValue.Of(Convert.FromHexString(text));

        var word = lexer.TakeToken();
        if (word is "true" or "false")
            return FilterValue.Of(word == "true");
        if (word is "NaN" or "Infinity" or "-Infinity" or "INF" or "-INF")
            return FilterValue.Of(
                word switch
                {
                    "NaN" => double.NaN,
                    "Infinity" or "INF" => double.PositiveInfinity,
                    _ => double.NegativeInfinity,
                }
            );
        if (word[0] is '-' or '+' or '.' || char.IsAsciiDigit(word[0]))
            return Number(word);
        return KeyRules.CheckPropertyName(System.Text.Encoding.UTF8.GetBytes(word)) is null
            ? word
            : throw new FormatException("not a property");
    }

    private static FilterValue Number(string word)
    {
        if (word[^1] is 'L' or 'l')
            return FilterValue.Of(long.Parse(word.AsSpan(0, word.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var int32))
            return FilterValue.Of(int32);
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var int64))
            return FilterValue.Of(int64);
        var digits = word[^1] is 'd' or 'D' or 'f' or 'F' ? word.AsSpan(0, word.Length - 1) : word;
        return FilterValue.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private bool TryTakeComparison(out Comparison comparison)
    {
        ReadOnlySpan<(string Word, Comparison Comparison)> words =
        [
            ("eq", Comparison.Equal),
            ("ne", Comparison.NotEqual),
            ("lt", Comparison.Less),
            ("le", Comparison.LessOrEqual),
            ("gt", Comparison.Greater),
            ("ge", Comparison.GreaterOrEqual),
        ];
        foreach (var (word, meaning) in words)
        {
            if (!lexer.TakeWord(word))
                continue;
            comparison = meaning;
            return true;
        }

        comparison = default;
        return false;
    }

    private static Comparison Turn(Comparison comparison) =>
        comparison switch
        {
            Comparison.Less => Comparison.Greater,
            Comparison.LessOrEqual => Comparison.GreaterOrEqual,
            Comparison.Greater => Comparison.Less,
            Comparison.GreaterOrEqual => Comparison.LessOrEqual,
            _ => comparison,
        };
}
