namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// The part of Service Bus's SQL filter grammar that needs no arithmetic or functions (Azure documentation, "Subscription rule
/// SQL filter syntax"). OR binds weakest, then AND, then NOT.
/// </summary>
internal sealed class SqlFilterParser
{
    private readonly List<SqlToken> _tokens;
    private readonly IDictionary<string, object> _parameters;
    private int _at;

    private SqlFilterParser(string text, IDictionary<string, object> parameters)
    {
        _tokens = new SqlFilterLexer(text).ReadAll();
        _parameters = parameters;
    }

    /// <exception cref="ArgumentException">The text is not a condition; the message says where it stops being one.</exception>
    public static SqlCondition Parse(string text, IDictionary<string, object> parameters)
    {
        var parser = new SqlFilterParser(text, parameters);
        var condition = parser.Or();
        return parser.Current.Kind == SqlTokenKind.End ? condition : throw parser.Unexpected();
    }

    private SqlToken Current => _tokens[_at];

    private SqlCondition Or()
    {
        var left = And();
        while (TryWord("OR"))
            left = new SqlOr(left, And());
        return left;
    }

    private SqlCondition And()
    {
        var left = Not();
        while (TryWord("AND"))
            left = new SqlAnd(left, Not());
        return left;
    }

    private SqlCondition Not() => TryWord("NOT") ? new SqlNot(Not()) : Predicate();

    private SqlCondition Predicate()
    {
        if (TryWord("EXISTS"))
        {
            Expect("(");
            var property = Property();
            Expect(")");
            return new SqlExists(property.IsThere);
        }
        if (TrySymbol("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        return AfterOperand(Operand());
    }

    private SqlCondition AfterOperand(SqlOperand operand)
    {
        if (TryWord("IS"))
        {
            var negated = TryWord("NOT");
            if (!TryWord("NULL"))
                throw Unexpected();
            return Negate(new SqlIsNull(operand), negated);
        }
        if (TryComparison() is { } comparison)
            return new SqlCompare(operand, comparison, Operand());
        var not = TryWord("NOT");
        if (TryWord("IN"))
            return Negate(new SqlIn(operand, List()), not);
        if (TryWord("LIKE"))
            return Negate(new SqlLike(operand, Pattern()), not);
        return not ? throw Unexpected() : new SqlTruth(operand);
    }

    private static SqlCondition Negate(SqlCondition condition, bool negated) => negated ? new SqlNot(condition) : condition;

    private SqlComparison? TryComparison()
    {
        SqlComparison? comparison =
            Current.Kind != SqlTokenKind.Symbol
                ? null
                : Current.Text switch
                {
                    "=" => SqlComparison.Equal,
                    "<>" or "!=" => SqlComparison.NotEqual,
                    "<" => SqlComparison.Less,
                    "<=" => SqlComparison.LessOrEqual,
                    ">" => SqlComparison.Greater,
                    ">=" => SqlComparison.GreaterOrEqual,
                    _ => null,
                };
        if (comparison is not null)
            _at++;
        return comparison;
    }

    private List<SqlOperand> List()
    {
        Expect("(");
        var list = new List<SqlOperand>();
        do list.Add(Operand());
        while (TrySymbol(","));
        Expect(")");
        return list;
    }

    private SqlPattern Pattern()
    {
        var pattern = TextLiteral();
        if (!TryWord("ESCAPE"))
            return new SqlPattern(pattern, escape: null);
        var escape = TextLiteral();
        return escape.Length == 1 ? new SqlPattern(pattern, escape[0]) : throw Unexpected();
    }

    private string TextLiteral() => Constant() as string ?? throw Unexpected();

    private SqlOperand Operand()
    {
        if (TryConstant(out var value))
            return new SqlOperand(_ => value);
        if (Current is { Kind: SqlTokenKind.Word } word && word.Text.Equals("NULL", StringComparison.OrdinalIgnoreCase))
        {
            _at++;
            return new SqlOperand(static _ => null);
        }
        return Property().Operand;
    }

    private object Constant() => TryConstant(out var value) ? value! : throw Unexpected();

    private bool TryConstant(out object? value)
    {
        value = null;
        var token = Current;
        var negative = token is { Kind: SqlTokenKind.Symbol, Text: "-" or "+" };
        if (negative && _tokens[_at + 1] is { Kind: SqlTokenKind.Literal, Value: not string } number)
        {
            _at += 2;
            value =
                token.Text == "+" ? number.Value
                : number.Value is long integer ? -integer
                : -(double)number.Value!;
            return true;
        }
        if (token.Kind == SqlTokenKind.Literal)
            value = token.Value;
        else if (token.Kind == SqlTokenKind.Parameter)
            value = _parameters.TryGetValue(token.Text, out var given) ? given : throw Unexpected();
        else if (token.Kind == SqlTokenKind.Word && token.Text.Equals("TRUE", StringComparison.OrdinalIgnoreCase))
            value = true;
        else if (token.Kind == SqlTokenKind.Word && token.Text.Equals("FALSE", StringComparison.OrdinalIgnoreCase))
            value = false;
        else
            return false;
        _at++;
        return true;
    }

    private SqlProperty Property()
    {
        var name = Name(out var quoted);
        if (quoted || !TrySymbol("."))
            return SqlProperty.OfApplication(name);
        var inner = Name(out _);
        if (name.Equals("user", StringComparison.OrdinalIgnoreCase))
            return SqlProperty.OfApplication(inner);
        return name.Equals("sys", StringComparison.OrdinalIgnoreCase) ? SqlProperty.OfSystem(inner) : throw Unexpected();
    }

    private string Name(out bool quoted)
    {
        var token = Current;
        quoted = token.Kind == SqlTokenKind.QuotedName;
        if (!quoted && (token.Kind != SqlTokenKind.Word || IsReserved(token.Text)))
            throw Unexpected();
        _at++;
        return token.Text;
    }

    private static bool IsReserved(string word) =>
        word.ToUpperInvariant() is "AND" or "OR" or "NOT" or "IS" or "NULL" or "IN" or "LIKE" or "ESCAPE" or "EXISTS" or "TRUE" or "FALSE";

    private bool TryWord(string word)
    {
        if (Current.Kind != SqlTokenKind.Word || !Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _at++;
        return true;
    }

    private bool TrySymbol(string symbol)
    {
        if (Current.Kind != SqlTokenKind.Symbol || Current.Text != symbol)
            return false;
        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!TrySymbol(symbol))
            throw Unexpected();
    }

    private ArgumentException Unexpected() => new($"The SQL filter cannot be read at position {Current.Position}.");
}
