using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Filters;

/// <summary>Expressions that name a property of the entity.</summary>
internal static class FilterProperty
{
    /// <summary>The name in the table, or null when the expression is not a property of the entity.</summary>
    public static string? NameOf(Expression expression, ParameterExpression entity) =>
        Unconverted(expression) switch
        {
            MemberExpression { Member: PropertyInfo { Name: "Value" } property } nullable
                when Nullable.GetUnderlyingType(property.DeclaringType!) is not null => NameOf(nullable.Expression!, entity),
            MemberExpression { Member: PropertyInfo property } member when Unconverted(member.Expression) == entity => NameOf(
                property,
                entity
            ),
            // entity["Name"], entity.GetString("Name") and the other getters.
            MethodCallExpression { Object: { } target, Arguments: [var argument] } call
                when Unconverted(target) == entity && IsGetter(call.Method) && !FilterValues.DependsOn(argument, entity) =>
                FilterValues.Evaluate(argument) as string,
            _ => null,
        };

    /// <summary>The enum type of the property that the expression names; null when it is none.</summary>
    public static Type? EnumOf(Expression expression, ParameterExpression entity)
    {
        var inner = Unconverted(expression);
        var type = Nullable.GetUnderlyingType(inner!.Type) ?? inner.Type;
        return type.IsEnum && NameOf(inner, entity) is not null ? type : null;
    }

    private static string NameOf(PropertyInfo property, ParameterExpression entity) =>
        entity.Type == typeof(TableItem) && property.Name == nameof(TableItem.Name) ? "TableName" : EntityMember.NameOf(property);

    private static bool IsGetter(MethodInfo method) =>
        method.Name == "get_Item"
        || (method.DeclaringType == typeof(TableEntity) && method.Name.StartsWith("Get", StringComparison.Ordinal));

    private static Expression? Unconverted(Expression? expression)
    {
        while (
            expression
                is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } conversion
        )
            expression = conversion.Operand;
        return expression;
    }
}
