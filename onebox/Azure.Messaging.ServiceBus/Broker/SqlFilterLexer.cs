using System.Globalization;
using System.Text;

namespace Azure.Messaging.ServiceBus.Onebox;

internal enum SqlTokenKind
{
    End,
    Word,
    QuotedName,
    Parameter,
    Literal,
    Symbol,
}

/// <param name="Text">The word, name, parameter or symbol as written.</param>
/// <param name="Value">A literal's value.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, object? Value, int Position);

/// <summary>Reads an SQL filter's text into words, literals and symbols.</summary>
internal sealed class SqlFilterLexer(string text)
{
    private int _at;

    public List<SqlToken> ReadAll()
    {
        var tokens = new List<SqlToken>();
        do tokens.Add(Next());
        while (tokens[^1].Kind != SqlTokenKind.End);
        return tokens;
    }

    private SqlToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var start = _at;
        if (start == text.Length)
            return new SqlToken(SqlTokenKind.End, "", null, start);
        var first = text[start];
        if (first == '\'')
            return new SqlToken(SqlTokenKind.Literal, "", Quoted('\''), start);
        if (first == '"')
            return new SqlToken(SqlTokenKind.QuotedName, Quoted('"'), null, start);
        if (first == '[')
            return new SqlToken(SqlTokenKind.QuotedName, Quoted(']'), null, start);
        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            return new SqlToken(SqlTokenKind.Literal, "", Number(), start);
        if (char.IsLetter(first) || first is '_' or '@')
            return new SqlToken(first == '@' ? SqlTokenKind.Parameter : SqlTokenKind.Word, Word(), null, start);
        return new SqlToken(SqlTokenKind.Symbol, Symbol(), null, start);
    }

    /// <summary>Up to the closing character; that character doubled stands for itself.</summary>
    private string Quoted(char close)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < text.Length)
        {
            var character = text[_at++];
            if (character != close)
                value.Append(character);
            else if (_at < text.Length && text[_at] == close)
                value.Append(text[_at++]);
            else
                return value.ToString();
        }
        throw new ArgumentException($"The SQL filter has an opening quote at position {start} and no closing one.");
    }

    private string Word()
    {
        var start = _at++;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '$' or '#' or '@'))
            _at++;
        return text[start.._at];
    }

    private object Number()
    {
        var start = _at;
        if (text[_at] == '0' && _at + 1 < text.Length && text[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            SkipWhile(char.IsAsciiHexDigit);
            if (
                long.TryParse(
                    text.AsSpan(start + 2, _at - start - 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var hex
                )
            )
                return hex;
            throw Bad(start);
        }
        SkipWhile(char.IsAsciiDigit);
        var whole = true;
        if (_at < text.Length && text[_at] == '.')
        {
            whole = false;
            _at++;
            SkipWhile(char.IsAsciiDigit);
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            whole = false;
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-')
                _at++;
            SkipWhile(char.IsAsciiDigit);
        }
        var digits = text.AsSpan(start, _at - start);
        if (whole && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
            return integer;
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            return real;
        throw Bad(start);
    }

    private void SkipWhile(Func<char, bool> isPart)
    {
        while (_at < text.Length && isPart(text[_at]))
            _at++;
    }

    private string Symbol()
    {
        if (_at + 1 < text.Length && text.Substring(_at, 2) is ("<>" or "!=" or "<=" or ">=") and var two)
        {
            _at += 2;
            return two;
        }
        if (text[_at] is '=' or '<' or '>' or '(' or ')' or ',' or '.' or '-' or '+')
            return text[_at++].ToString();
        throw Bad(_at);
    }

    private static ArgumentException Bad(int position) => new($"The SQL filter cannot be read at position {position}.");
}
