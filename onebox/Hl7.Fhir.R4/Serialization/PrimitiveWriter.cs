using System.Collections;
using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace Hl7.Fhir.Serialization;

/// <summary>Writes a primitive as its value and, where it has an id or extensions, its companion with an underscore.</summary>
internal static class PrimitiveWriter
{
    public static void Write(object slot, PropertyFacts property, Utf8JsonWriter writer, Action<Base, Utf8JsonWriter> writeObject)
    {
        if (property.Element.IsList)
        {
            WriteList((IList)slot, property, writer, writeObject);
            return;
        }
        var primitive = slot as PrimitiveType;
        var raw = primitive is null ? slot : primitive.Raw;
        if (raw is not null)
        {
            writer.WritePropertyName(property.Encoded);
            WriteRaw(raw, property.Primitive, writer);
        }
        if (primitive is { HasCompanion: true })
        {
            writer.WritePropertyName(property.EncodedCompanion);
            writeObject(primitive, writer);
        }
    }

    private static void WriteList(IList list, PropertyFacts property, Utf8JsonWriter writer, Action<Base, Utf8JsonWriter> writeObject)
    {
        var (values, companions) = (false, false);
        foreach (var item in list)
        {
            var primitive = item as PrimitiveType;
            values |= primitive is null ? item is not null : primitive.Raw is not null;
            companions |= primitive is { HasCompanion: true };
        }
        if (values)
        {
            writer.WriteStartArray(property.Encoded);
            foreach (var item in list)
            {
                var raw = item is PrimitiveType primitive ? primitive.Raw : item;
                if (raw is null)
                    writer.WriteNullValue();
                else
                    WriteRaw(raw, property.Primitive, writer);
            }
            writer.WriteEndArray();
        }
        if (!companions)
            return;
        writer.WriteStartArray(property.EncodedCompanion);
        foreach (var item in list)
        {
            if (item is PrimitiveType { HasCompanion: true } primitive)
                writeObject(primitive, writer);
            else
                writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }

    private static void WriteRaw(object raw, PrimitiveKind kind, Utf8JsonWriter writer)
    {
        switch (raw)
        {
            // A number keeps the digits it was read with. One that is not a number was reported when read, and goes out as the text it came as.
            case string text when kind == PrimitiveKind.Decimal && IsNumber(text):
                writer.WriteRawValue(text, skipInputValidation: true);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case CodeLiteral code:
                writer.WriteStringValue(code.Utf8Name);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset moment:
                writer.WriteStringValue(IsoTime.Format(moment));
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            default:
                throw new NotSupportedException($"A {kind.Name()} cannot hold a {raw.GetType().Name}.");
        }
    }

    private static bool IsNumber(string text) =>
        text.Length > 0 && (char.IsAsciiDigit(text[^1])) && (char.IsAsciiDigit(text[0]) || text[0] == '-');
}
