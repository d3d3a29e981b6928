using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Xml;

namespace Azure.Data.Tables.Entities;

/// <summary>The property types that typed entities may have, and their nullable forms.</summary>
internal static class ValueCodecs
{
    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(string)] = new ValueCodec<string>(null, (writer, value) => writer.WriteStringValue(value), ReadString),
        [typeof(bool)] = Of<bool>(null, (writer, value) => writer.WriteBooleanValue(value), (ref reader) => reader.GetBoolean()),
        [typeof(int)] = Of<int>(null, (writer, value) => writer.WriteNumberValue(value), (ref reader) => reader.GetInt32()),
        [typeof(long)] = Of<long>("Edm.Int64", EntityValue.Write, ReadInt64),
        [typeof(ulong)] = Of<ulong>(
            "Edm.Int64",
            (writer, value) => writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture)),
            (ref reader) => ulong.Parse(reader.GetString()!, CultureInfo.InvariantCulture)
        ),
        [typeof(double)] = Of<double>("Edm.Double", EntityValue.Write, ReadDouble),
        [typeof(Guid)] = Of<Guid>("Edm.Guid", (writer, value) => writer.WriteStringValue(value), (ref reader) => reader.GetGuid()),
        [typeof(DateTimeOffset)] = Of<DateTimeOffset>("Edm.DateTime", EntityValue.Write, EntityText.Moment),
        [typeof(DateTime)] = Of<DateTime>("Edm.DateTime", EntityValue.Write, (ref reader) => EntityText.Moment(ref reader).UtcDateTime),
        [typeof(TimeSpan)] = Of<TimeSpan>(null, EntityValue.Write, (ref reader) => XmlConvert.ToTimeSpan(reader.GetString()!)),
        [typeof(byte[])] = Of<byte[]>(
            "Edm.Binary",
            (writer, value) => writer.WriteBase64StringValue(value),
            (ref reader) => reader.GetBytesFromBase64()
        ),
        [typeof(BinaryData)] = Of<BinaryData>(
            "Edm.Binary",
            (writer, value) => writer.WriteBase64StringValue(value.ToMemory().Span),
            (ref reader) => new BinaryData(reader.GetBytesFromBase64())
        ),
    };

    private delegate T Reading<T>(ref Utf8JsonReader reader);

    /// <summary>Null for a type that has none: writing it fails, reading it leaves it alone.</summary>
    public static ValueCodec<T>? For<T>()
    {
        if (ByType.TryGetValue(typeof(T), out var codec))
            return (ValueCodec<T>)codec;
        var underlying = Nullable.GetUnderlyingType(typeof(T));
        if ((underlying ?? typeof(T)).IsEnum)
            return Make<T>(nameof(OfEnum), underlying ?? typeof(T), underlying is not null);
        return underlying is not null && ByType.ContainsKey(underlying) ? Make<T>(nameof(OfKnown), underlying, nullable: true) : null;
    }

    private static ValueCodec<T> Of<T>(string? edmType, ValueWriter<T> write, Reading<T> read) =>
        new(
            edmType,
            write,
            (ref Utf8JsonReader reader, out T? value) =>
            {
                value = read(ref reader);
                return true;
            }
        );

    private static ValueCodec<T> Make<T>(string factory, Type underlying, bool nullable)
    {
        var method = typeof(ValueCodecs).GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(underlying);
        return (ValueCodec<T>)method.Invoke(null, [nullable])!;
    }

    private static object OfKnown<T>(bool nullable)
        where T : struct
    {
        var codec = (ValueCodec<T>)ByType[typeof(T)];
        return nullable ? OrNull(codec) : codec;
    }

    /// <summary>By name, as the official client does; a name that the enum no longer has leaves the property as it is.</summary>
    private static object OfEnum<T>(bool nullable)
        where T : struct, Enum
    {
        var codec = new ValueCodec<T>(
            null,
            (writer, value) => writer.WriteStringValue(value.ToString()),
            (ref Utf8JsonReader reader, out T value) => Enum.TryParse(reader.GetString(), out value) && Enum.IsDefined(value)
        );
        return nullable ? OrNull(codec) : codec;
    }

    private static ValueCodec<T?> OrNull<T>(ValueCodec<T> codec)
        where T : struct =>
        new(
            codec.EdmType,
            (writer, value) => codec.Write(writer, value!.Value),
            (ref Utf8JsonReader reader, out T? value) =>
            {
                var found = codec.Read(ref reader, out var inner);
                value = inner;
                return found;
            }
        );

    private static bool ReadString(ref Utf8JsonReader reader, out string? value)
    {
        value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return true;
    }

    private static long ReadInt64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : EntityText.Int64(ref reader);

    private static double ReadDouble(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : EntityText.Double(ref reader);
}
