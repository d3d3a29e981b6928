using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace Azure.Data.Tables.Entities;

/// <summary>One property's value in the service's JSON.</summary>
internal static class EntityValue
{
    /// <summary>The EDM type that must be said beside the value; empty where JSON says enough (string, Int32, Boolean).</summary>
    public static ReadOnlySpan<byte> Annotation(object value) =>
        value switch
        {
            long or ulong => EdmTypes.Int64,
            double => EdmTypes.Double,
            DateTimeOffset or DateTime => EdmTypes.DateTime,
            Guid => EdmTypes.Guid,
            byte[] or BinaryData => EdmTypes.Binary,
            _ => default,
        };

    /// <summary>Writes a value that is not null.</summary>
    /// <exception cref="NotSupportedException">Its type has no EDM type, or it is a DateTime of another kind than UTC.</exception>
    public static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case long number:
                Write(writer, number);
                break;
            case ulong number:
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                Write(writer, number);
                break;
            case DateTimeOffset moment:
                Write(writer, moment);
                break;
            case DateTime moment:
                Write(writer, moment);
                break;
            case Guid guid:
                writer.WriteStringValue(guid);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case BinaryData data:
                writer.WriteBase64StringValue(data.ToMemory().Span);
                break;
            case Enum:
                throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.");
            default:
                throw new NotSupportedException($"Not supported type {value.GetType()}.");
        }
    }

    public static void Write(Utf8JsonWriter writer, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        writer.WriteStringValue(digits[..length]);
    }

    public static void Write(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(
                double.IsNaN(number) ? "NaN"u8
                : number > 0 ? "Infinity"u8
                : "-Infinity"u8
            );
    }

    public static void Write(Utf8JsonWriter writer, DateTimeOffset moment) => WriteUtc(writer, moment.UtcDateTime);

    public static void Write(Utf8JsonWriter writer, DateTime moment) =>
        WriteUtc(
            writer,
            moment.Kind == DateTimeKind.Utc
                ? moment
                : throw new NotSupportedException(
                    $"A DateTime has a Kind of {moment.Kind}; the service takes UTC: see DateTime.SpecifyKind."
                )
        );

    public static void Write(Utf8JsonWriter writer, TimeSpan duration) => writer.WriteStringValue(XmlConvert.ToString(duration));

    private static void WriteUtc(Utf8JsonWriter writer, DateTime utc)
    {
        Span<byte> text = stackalloc byte[33];
        utc.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
