using System.Linq.Expressions;
using System.Reflection;

namespace Azure.Data.Tables.Filters;

/// <summary>The parts of a filter that do not depend on the entity: they are worked out before it is sent.</summary>
internal static class FilterValues
{
    public static bool DependsOn(Expression expression, ParameterExpression entity)
    {
        var search = new Search(entity);
        search.Visit(expression);
        return search.Found;
    }

    public static object? Evaluate(Expression expression) =>
        expression switch
        {
            ConstantExpression constant => constant.Value,
            // Captured variables and fields, the usual case, without compiling anything.
            MemberExpression { Member: FieldInfo field } member => field.GetValue(
                member.Expression is null ? null : Evaluate(member.Expression)
            ),
            MemberExpression { Member: PropertyInfo property, Expression: null } => property.GetValue(null),
            UnaryExpression { NodeType: ExpressionType.Convert } conversion
                when conversion.Method is null && conversion.Type.IsAssignableFrom(conversion.Operand.Type) => Evaluate(conversion.Operand),
            _ => Expression
                .Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
                .Compile(preferInterpretation: true)
                .Invoke(),
        };

    private sealed class Search(ParameterExpression entity) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == entity;
            return node;
        }
    }
}
