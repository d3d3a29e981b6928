using System.Linq.Expressions;
using System.Text;

namespace Azure.Data.Tables.Filters;

/// <summary>Writes a lambda's body as OData. Operands that are operations themselves stand in parentheses.</summary>
internal sealed class FilterWriter(ParameterExpression entity)
{
    private readonly StringBuilder _text = new();

    public string Write(Expression condition)
    {
        WriteCondition(condition);
        return _text.ToString();
    }

    private void WriteCondition(Expression condition)
    {
        switch (condition)
        {
            case BinaryExpression binary when FilterOperators.Logical(binary.NodeType) is { } word:
                WriteOperand(binary.Left);
                _text.Append(' ').Append(word).Append(' ');
                WriteOperand(binary.Right);
                break;
            case BinaryExpression binary when FilterOperators.Comparison(binary.NodeType) is { } word:
                WriteComparison(binary, word);
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                _text.Append("not ");
                WriteOperand(not.Operand);
                break;
            case MethodCallExpression call when FilterOperators.IsEquals(call, out var left, out var right):
                WriteComparison(left, "eq", right);
                break;
            case var _ when !FilterValues.DependsOn(condition, entity):
                WriteValue(FilterValues.Evaluate(condition));
                break;
            // A property that is itself the condition: the services want it compared.
            case var _ when FilterProperty.NameOf(condition, entity) is { } name && condition.Type == typeof(bool):
                _text.Append(name).Append(" eq true");
                break;
            default:
                throw NotSupported(condition);
        }
    }

    private void WriteOperand(Expression operand)
    {
        var isOperation = FilterValues.DependsOn(operand, entity);
        if (isOperation)
            _text.Append('(');
        WriteCondition(operand);
        if (isOperation)
            _text.Append(')');
    }

    private void WriteComparison(BinaryExpression comparison, string word)
    {
        // a.CompareTo(b) > 0 says a gt b.
        if (FilterOperators.IsCompare(comparison.Left, out var left, out var right) && IsZero(comparison.Right))
            WriteComparison(left, word, right);
        else
            WriteComparison(comparison.Left, word, comparison.Right);
    }

    private void WriteComparison(Expression left, string word, Expression right)
    {
        var enumType = FilterProperty.EnumOf(left, entity) ?? FilterProperty.EnumOf(right, entity);
        WriteSide(left, enumType);
        _text.Append(' ').Append(word).Append(' ');
        WriteSide(right, enumType);
    }

    private void WriteSide(Expression side, Type? enumType)
    {
        if (!FilterValues.DependsOn(side, entity))
        {
            var value = FilterValues.Evaluate(side);
            // Typed entities store an enum by its name.
            WriteValue(enumType is not null && value is not null ? Enum.ToObject(enumType, value).ToString() : value);
        }
        else if (FilterProperty.NameOf(side, entity) is { } name)
        {
            _text.Append(name);
        }
        else
        {
            throw NotSupported(side);
        }
    }

    private void WriteValue(object? value) =>
        _text.Append(
            FilterLiteral.Of(value) ?? throw new InvalidOperationException($"A value of type {value!.GetType()} has no OData literal.")
        );

    private bool IsZero(Expression expression) => !FilterValues.DependsOn(expression, entity) && FilterValues.Evaluate(expression) is 0;

    // The kind of node, not its text: that may hold a value.
    private static NotSupportedException NotSupported(Expression expression) =>
        new($"A filter cannot say this expression ({expression.NodeType} of type {expression.Type}).");
}
