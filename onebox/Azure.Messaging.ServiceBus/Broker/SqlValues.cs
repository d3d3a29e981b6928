using System.Globalization;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Comparison as SQL filters do it. Null stands for unknown, in operands and in answers.</summary>
internal static class SqlValues
{
    public static bool? AreEqual(object? left, object? right)
    {
        if (left is null || right is null)
            return null;
        if (Compare(left, right) is { } order)
            return order == 0;
        return left.Equals(right);
    }

    /// <summary>Below, equal or above zero; null where the two have no order (another type, a missing property, a NaN).</summary>
    public static int? Compare(object? left, object? right) =>
        (left, right) switch
        {
            (null, _) or (_, null) => null,
            (string a, string b) => string.CompareOrdinal(a, b),
            (DateTime a, DateTime b) => a.CompareTo(b),
            (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
            (TimeSpan a, TimeSpan b) => a.CompareTo(b),
            _ when IsNumber(left) && IsNumber(right) => CompareNumbers(left, right),
            _ => null,
        };

    private static bool IsNumber(object value) =>
        value is int or long or double or decimal or byte or sbyte or short or ushort or uint or ulong or float;

    private static int? CompareNumbers(object left, object right)
    {
        // As in C#: a floating-point operand makes the comparison one of floating-point numbers.
        if (left is double or float || right is double or float)
        {
            var a = Convert.ToDouble(left, CultureInfo.InvariantCulture);
            var b = Convert.ToDouble(right, CultureInfo.InvariantCulture);
            return double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);
        }
        return Convert.ToDecimal(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(right, CultureInfo.InvariantCulture));
    }
}
