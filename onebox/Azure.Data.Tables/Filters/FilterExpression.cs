using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>Filters written as lambda expressions.</summary>
internal static class FilterExpression
{
    /// <summary>The OData filter; empty for one that is always true.</summary>
    /// <exception cref="NotSupportedException">The expression says what OData cannot.</exception>
    /// <exception cref="InvalidOperationException">A value in it is of a type that has no literal.</exception>
    public static string Translate<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var text = new FilterWriter(filter.Parameters[0]).Write(filter.Body);
        return text == "true" ? "" : text;
    }
}
