using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables.Filter;

/// <summary>
/// A constant in a $filter. Compares only with its own type, as Azure documents ("the constant value must be of the same data type as the
/// property"); the three number types compare with each other by value.
/// </summary>
internal sealed class FilterValue
{
    /// <summary>Neither less, equal nor greater: NaN. Only "not equal" holds.</summary>
    public const int Unordered = int.MaxValue;

    private readonly object value;
    private readonly byte[]? key;

    private FilterValue(EdmType type, object value)
    {
        Type = type;
        this.value = value;
        key = type == EdmType.String ? KeyText.Encode((string)value) : null;
    }

    public EdmType Type { get; }

    public bool IsTrue => value is true;

    /// <summary>A string constant as a key is stored; null for other types.</summary>
    public byte[]? Key => key;

    public static FilterValue Of(string text) => new(EdmType.String, text);

    public static FilterValue Of(bool flag) => new(EdmType.Boolean, flag);

    public static FilterValue Of(int number) => new(EdmType.Int32, (long)number);

    public static FilterValue Of(long number) => new(EdmType.Int64, number);

    public static FilterValue Of(double number) => new(EdmType.Double, number);

    public static FilterValue Of(Guid guid) => new(EdmType.Guid, guid);

    public static FilterValue Of(byte[] bytes) => new(EdmType.Binary, bytes);

    public static FilterValue OfTicks(long ticks) => new(EdmType.DateTime, ticks);

    /// <summary>The order of a stored key to this constant, or null where this is no string.</summary>
    public int? CompareKey(ReadOnlySpan<byte> stored) => key is null ? null : Math.Sign(stored.SequenceCompareTo(key));

    public int? CompareTime(long ticks) => Type == EdmType.DateTime ? ticks.CompareTo((long)value) : null;

    /// <summary>The order of a stored JSON value to this constant, or null where their types do not compare.</summary>
    public int? CompareStored(EdmType type, ReadOnlySpan<byte> stored)
    {
        if (type is EdmType.Int32 or EdmType.Int64 or EdmType.Double && Type is EdmType.Int32 or EdmType.Int64 or EdmType.Double)
            return CompareNumber(type, stored);
        if (type != Type)
            return null;
        switch (type)
        {
            case EdmType.Boolean:
                return (stored[0] == (byte)'t').CompareTo((bool)value);
            case EdmType.String:
                return Math.Sign(string.CompareOrdinal(JsonText.Decode(StoredProperties.Unquote(stored)), (string)value));
        }

        var text = Encoding.UTF8.GetString(StoredProperties.Unquote(stored));
        return type switch
        {
            EdmType.DateTime when PropertyValues.TryParseTime(text, out var ticks) => ticks.CompareTo((long)value),
            EdmType.Guid => Guid.Parse(text).CompareTo((Guid)value),
            EdmType.Binary => Math.Sign(Convert.FromBase64String(text).AsSpan().SequenceCompareTo((byte[])value)),
            _ => null,
        };
    }

    private int CompareNumber(EdmType type, ReadOnlySpan<byte> stored)
    {
        if (type != EdmType.Double && value is long whole)
        {
            var digits = type == EdmType.Int64 ? StoredProperties.Unquote(stored) : stored;
            return Utf8Parser.TryParse(digits, out long number, out _)
                ? number.CompareTo(whole)
                : throw new InvalidDataException("A stored number is not one.");
        }

        var left = ReadDouble(stored);
        var right = value is long exact ? exact : (double)value;
        if (double.IsNaN(left) || double.IsNaN(right))
            return Unordered;
        return left.CompareTo(right);
    }

    private static double ReadDouble(ReadOnlySpan<byte> stored)
    {
        var text = Encoding.UTF8.GetString(stored[0] == (byte)'"' ? StoredProperties.Unquote(stored) : stored);
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
