using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>C# operators and methods, and the OData words for them.</summary>
internal static class FilterOperators
{
    public static string? Logical(ExpressionType type) =>
        type switch
        {
            ExpressionType.AndAlso or ExpressionType.And => "and",
            ExpressionType.OrElse or ExpressionType.Or => "or",
            _ => null,
        };

    public static string? Comparison(ExpressionType type) =>
        type switch
        {
            ExpressionType.Equal => "eq",
            ExpressionType.NotEqual => "ne",
            ExpressionType.LessThan => "lt",
            ExpressionType.LessThanOrEqual => "le",
            ExpressionType.GreaterThan => "gt",
            ExpressionType.GreaterThanOrEqual => "ge",
            _ => null,
        };

    /// <summary>a.Equals(b), or a static Equals(a, b). An overload with a StringComparison is none: the service compares ordinally.</summary>
    public static bool IsEquals(
        MethodCallExpression call,
        [NotNullWhen(true)] out Expression? left,
        [NotNullWhen(true)] out Expression? right
    ) => IsPair(call, call.Method.Name == "Equals", out left, out right);

    /// <summary>a.CompareTo(b), or a static Compare(a, b) or CompareOrdinal(a, b).</summary>
    public static bool IsCompare(Expression expression, [NotNullWhen(true)] out Expression? left, [NotNullWhen(true)] out Expression? right)
    {
        left = right = null;
        return expression is MethodCallExpression call
            && call.Type == typeof(int)
            && IsPair(call, call.Method.Name is "CompareTo" or "Compare" or "CompareOrdinal", out left, out right);
    }

    private static bool IsPair(
        MethodCallExpression call,
        bool isNamed,
        [NotNullWhen(true)] out Expression? left,
        [NotNullWhen(true)] out Expression? right
    )
    {
        (left, right) = (isNamed, call.Object, call.Arguments.Count) switch
        {
            (true, not null, 1) => (call.Object, call.Arguments[0]),
            (true, null, 2) => (call.Arguments[0], call.Arguments[1]),
            _ => (null, null),
        };
        return left is not null && right is not null;
    }
}
