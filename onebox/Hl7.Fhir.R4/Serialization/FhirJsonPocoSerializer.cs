using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace Hl7.Fhir.Serialization;

/// <summary>Writes FHIR JSON, elements in the order of the specification. May be used from several threads at once.</summary>
public class BaseFhirJsonPocoSerializer(FhirJsonPocoSerializerSettings settings)
{
    private static readonly JsonEncodedText ResourceType = JsonEncodedText.Encode("resourceType");

    // As Firely: letters beyond ASCII are written as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions IndentedOptions = Options with { Indented = true };

    /// <summary>As given to the constructor.</summary>
    public FhirJsonPocoSerializerSettings Settings => settings;

    /// <summary>Writes one object: a resource, or a complex data type.</summary>
    public void Serialize(Base instance, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(writer);
        WriteObject(instance, writer);
    }

    /// <summary>As a text.</summary>
    public string SerializeToString(Base instance, bool pretty = false) => Encoding.UTF8.GetString(Written(instance, pretty).WrittenSpan);

    /// <summary>As UTF-8.</summary>
    public byte[] SerializeToBytes(Base instance, bool pretty = false) => Written(instance, pretty).WrittenSpan.ToArray();

    private System.Buffers.ArrayBufferWriter<byte> Written(Base instance, bool pretty)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, pretty ? IndentedOptions : Options);
        Serialize(instance, writer);
        writer.Flush();
        return buffer;
    }

    private static void WriteObject(Base instance, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (instance is Resource)
            writer.WriteString(ResourceType, instance.TypeName);
        WriteElements(instance, writer);
        writer.WriteEndObject();
    }

    private static void WriteElements(Base instance, Utf8JsonWriter writer)
    {
        var slots = instance.Slots;
        var elements = instance.TypeFacts.Elements;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not { } value)
                continue;
            var element = elements[i];
            var property = element.IsChoice ? PropertyOf(element, value) : element.Properties[0];
            if (property.Primitive != PrimitiveKind.None)
                PrimitiveWriter.Write(value, property, writer, WriteObject);
            else if (value is Base one)
            {
                writer.WritePropertyName(property.Encoded);
                WriteObject(one, writer);
            }
            else
                WriteList((IList)value, property, writer);
        }
    }

    private static void WriteList(IList list, PropertyFacts property, Utf8JsonWriter writer)
    {
        if (list.Count == 0)
            return;
        writer.WriteStartArray(property.Encoded);
        foreach (Base item in list)
            WriteObject(item, writer);
        writer.WriteEndArray();
    }

    private static PropertyFacts PropertyOf(ElementFacts element, object value)
    {
        var name = ((Base)value).TypeName;
        foreach (var property in element.Properties)
            if (
                value is PrimitiveType
                    ? property.Primitive.Name() == name
                    : property.Primitive == PrimitiveKind.None && property.Type.Name == name
            )
                return property;
        throw new NotSupportedException($"'{element.Name}' cannot have a value of type {name}.");
    }
}

/// <inheritdoc/>
public class FhirJsonPocoSerializer : BaseFhirJsonPocoSerializer
{
    /// <summary>The usual way.</summary>
    public FhirJsonPocoSerializer()
        : this(new FhirJsonPocoSerializerSettings()) { }

    /// <summary>With these settings.</summary>
    public FhirJsonPocoSerializer(FhirJsonPocoSerializerSettings settings)
        : base(settings) { }
}
