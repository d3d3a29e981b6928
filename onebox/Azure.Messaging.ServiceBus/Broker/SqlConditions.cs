namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A condition of an SQL filter. True, false, or null for unknown: the three values of SQL.</summary>
internal abstract record SqlCondition
{
    public abstract bool? Evaluate(BrokeredContent content);
}

/// <summary>A value of an SQL filter: a literal, a parameter or a property; null where the property is missing.</summary>
internal sealed record SqlOperand(Func<BrokeredContent, object?> Value);

internal sealed record SqlAnd(SqlCondition Left, SqlCondition Right) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) =>
        Left.Evaluate(content) is var left && left == false ? false : left & Right.Evaluate(content);
}

internal sealed record SqlOr(SqlCondition Left, SqlCondition Right) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) =>
        Left.Evaluate(content) is var left && left == true ? true : left | Right.Evaluate(content);
}

internal sealed record SqlNot(SqlCondition Inner) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) => !Inner.Evaluate(content);
}

internal enum SqlComparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record SqlCompare(SqlOperand Left, SqlComparison Operator, SqlOperand Right) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content)
    {
        var left = Left.Value(content);
        var right = Right.Value(content);
        return Operator switch
        {
            SqlComparison.Equal => SqlValues.AreEqual(left, right),
            SqlComparison.NotEqual => !SqlValues.AreEqual(left, right),
            SqlComparison.Less => SqlValues.Compare(left, right) is { } order ? order < 0 : null,
            SqlComparison.LessOrEqual => SqlValues.Compare(left, right) is { } order ? order <= 0 : null,
            SqlComparison.Greater => SqlValues.Compare(left, right) is { } order ? order > 0 : null,
            _ => SqlValues.Compare(left, right) is { } order ? order >= 0 : null,
        };
    }
}

/// <summary>A bare value as a condition, such as <c>urgent</c> or <c>TRUE</c>.</summary>
internal sealed record SqlTruth(SqlOperand Operand) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) => Operand.Value(content) as bool?;
}

internal sealed record SqlIsNull(SqlOperand Operand) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) => Operand.Value(content) is null;
}

/// <summary>EXISTS: a property that is there with no value exists.</summary>
internal sealed record SqlExists(Func<BrokeredContent, bool> IsThere) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) => IsThere(content);
}

internal sealed record SqlIn(SqlOperand Operand, IReadOnlyList<SqlOperand> List) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content)
    {
        var value = Operand.Value(content);
        bool? found = false;
        foreach (var candidate in List)
        {
            found |= SqlValues.AreEqual(value, candidate.Value(content));
            if (found == true)
                return true;
        }
        return found;
    }
}

internal sealed record SqlLike(SqlOperand Operand, SqlPattern Pattern) : SqlCondition
{
    public override bool? Evaluate(BrokeredContent content) => Operand.Value(content) is string text ? Pattern.Matches(text) : null;
}
