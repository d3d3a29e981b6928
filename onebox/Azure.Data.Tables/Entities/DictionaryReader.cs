using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Reads one entity into a dictionary, each value of the type that its annotation says.</summary>
internal static class DictionaryReader
{
    private enum Edm
    {
        Unsaid,
        Binary,
        DateTime,
        Double,
        Guid,
        Int64,
        String,
    }

    /// <summary>Reads from the object's start to its end.</summary>
    /// <exception cref="JsonException">Not an entity's JSON.</exception>
    public static void Read(ref Utf8JsonReader reader, IDictionary<string, object> entity)
    {
        // The service writes an annotation just before its value; any other order is read too.
        Dictionary<string, Edm>? early = null;
        string? annotated = null;
        var announced = Edm.Unsaid;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsAnnotation(ref reader))
            {
                if (annotated is not null)
                    (early ??= []).Add(annotated, announced);
                annotated = AnnotatedName(ref reader);
                reader.Read();
                announced = EdmOf(ref reader);
                if (entity.TryGetValue(annotated, out var value))
                {
                    entity[annotated] = Late(value, announced);
                    annotated = null;
                }
                continue;
            }
            var name = NameOf(ref reader);
            reader.Read();
            var edm = Edm.Unsaid;
            if (name == annotated)
            {
                edm = announced;
                annotated = null;
            }
            else if (early is null || !early.Remove(name, out edm))
            {
                edm = name == EntityNames.Timestamp ? Edm.DateTime : Edm.Unsaid;
            }
            if (name == EntityNames.Metadata)
                reader.Skip();
            else
                entity[name] = Value(ref reader, edm)!;
        }
    }

    /// <summary>The name at the reader's place, as one string however often it is read.</summary>
    public static string NameOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.GetString()! : PropertyNames.Get(reader.ValueSpan);

    public static bool IsAnnotation(ref Utf8JsonReader reader) => reader.ValueSpan.EndsWith("@odata.type"u8);

    private static string AnnotatedName(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped
            ? reader.GetString()![..^EntityNames.TypeSuffix.Length]
            : PropertyNames.Get(reader.ValueSpan[..^EntityNames.TypeSuffix.Length]);

    private static Edm EdmOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(EdmTypes.DateTime))
            return Edm.DateTime;
        if (reader.ValueTextEquals(EdmTypes.Int64))
            return Edm.Int64;
        if (reader.ValueTextEquals(EdmTypes.Double))
            return Edm.Double;
        if (reader.ValueTextEquals(EdmTypes.Guid))
            return Edm.Guid;
        if (reader.ValueTextEquals(EdmTypes.Binary))
            return Edm.Binary;
        if (reader.ValueTextEquals("Edm.String"u8) || reader.ValueTextEquals("Edm.Int32"u8) || reader.ValueTextEquals("Edm.Boolean"u8))
            return Edm.String;
        throw new NotSupportedException("The service named a property type that tables do not have.");
    }

    private static object? Value(ref Utf8JsonReader reader, Edm edm) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => Number(ref reader, edm),
            JsonTokenType.String => edm switch
            {
                Edm.Binary => reader.GetBytesFromBase64(),
                Edm.DateTime => EntityText.Moment(ref reader),
                Edm.Double => EntityText.Double(ref reader),
                Edm.Guid => reader.GetGuid(),
                Edm.Int64 => EntityText.Int64(ref reader),
                _ => reader.GetString(),
            },
            _ => throw new JsonException("An entity's property is an object or an array."),
        };

    private static object Number(ref Utf8JsonReader reader, Edm edm)
    {
        if (edm == Edm.Double)
            return reader.GetDouble();
        if (edm != Edm.Int64 && reader.TryGetInt32(out var small))
            return small;
        // Not a conditional expression: that would make every long a double.
        if (reader.TryGetInt64(out var large))
            return large;
        return reader.GetDouble();
    }

    private static object Late(object value, Edm edm) =>
        (value, edm) switch
        {
            (string text, Edm.Binary) => Convert.FromBase64String(text),
            (string text, Edm.DateTime) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            (string text, Edm.Double) => EntityText.Double(text),
            (string text, Edm.Guid) => Guid.Parse(text),
            (string text, Edm.Int64) => long.Parse(text, CultureInfo.InvariantCulture),
            (int number, Edm.Double) => (double)number,
            (long number, Edm.Double) => (double)number,
            (int number, Edm.Int64) => (long)number,
            _ => value,
        };
}
