namespace Azure.Messaging.ServiceBus.Administration;

/// <summary>
/// Takes the messages for which an SQL-92-like condition is true: comparisons, AND, OR, NOT, IS [NOT] NULL, [NOT] IN, [NOT] LIKE,
/// EXISTS over <c>sys.</c> properties and application properties.
/// </summary>
public class SqlRuleFilter : RuleFilter
{
    private const int MaxExpressionLength = 1024;

    /// <param name="sqlExpression">1 to 1,024 characters; its syntax is checked when the broker opens with it.</param>
    public SqlRuleFilter(string sqlExpression)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sqlExpression);
        if (sqlExpression.Length > MaxExpressionLength)
            throw new ArgumentOutOfRangeException(nameof(sqlExpression), $"The expression has more than {MaxExpressionLength} characters.");
        SqlExpression = sqlExpression;
    }

    public string SqlExpression { get; }

    /// <summary>Values for names such as <c>@limit</c> in the expression.</summary>
    public IDictionary<string, object> Parameters { get; } = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);

    public override bool Equals(RuleFilter? other) =>
        other is SqlRuleFilter filter
        && string.Equals(SqlExpression, filter.SqlExpression, StringComparison.OrdinalIgnoreCase)
        && PropertySets.AreEqual(Parameters, filter.Parameters);

    public override bool Equals(object? obj) => Equals(obj as RuleFilter);

    public override int GetHashCode() => SqlExpression.GetHashCode(StringComparison.OrdinalIgnoreCase);

    public static bool operator ==(SqlRuleFilter? left, SqlRuleFilter? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(SqlRuleFilter? left, SqlRuleFilter? right) => !(left == right);

    public override string ToString() => $"SqlRuleFilter: {SqlExpression}";
}

/// <summary>Takes every message.</summary>
public sealed class TrueRuleFilter : SqlRuleFilter
{
    public TrueRuleFilter()
        : base("1=1") { }

    public override string ToString() => "TrueRuleFilter";
}

/// <summary>Takes no message.</summary>
public sealed class FalseRuleFilter : SqlRuleFilter
{
    public FalseRuleFilter()
        : base("1=0") { }

    public override string ToString() => "FalseRuleFilter";
}
