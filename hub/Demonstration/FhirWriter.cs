using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>Writes FHIR R4 JSON piece by piece: the pieces that every resource is made of.</summary>
internal sealed class FhirWriter(bool indented) : IDisposable
{
    public const string OdsSystem = "https://fhir.nhs.uk/Id/ods-organization-code";

    private readonly ArrayBufferWriter<byte> bytes = new(32 * 1024);
    private Utf8JsonWriter? json;

    public Utf8JsonWriter Json =>
        json ??= new Utf8JsonWriter(
            bytes,
            new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );

    public byte[] ToArray()
    {
        Json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public void Dispose() => json?.Dispose();

    public static string Instant(DateTimeOffset when) => when.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    public static string Date(DateTimeOffset when) => when.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Begins a resource that the source has at this version, with a generated narrative.</summary>
    public void StartResource(string type, string id, int version, DateTimeOffset updated, string narrative)
    {
        Json.WriteStartObject();
        Json.WriteString("resourceType", type);
        Json.WriteString("id", id);
        Json.WriteStartObject("meta");
        Json.WriteString("versionId", version.ToString(CultureInfo.InvariantCulture));
        Json.WriteString("lastUpdated", Instant(updated));
        Json.WriteStartArray("profile");
        Json.WriteStringValue("https://fhir.hl7.org.uk/StructureDefinition/UKCore-" + type);
        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.WriteStartObject("text");
        Json.WriteString("status", "generated");
        Json.WriteString("div", $"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{narrative}</p></div>");
        Json.WriteEndObject();
    }

    public void Identifier(string value)
    {
        Json.WriteStartArray("identifier");
        Json.WriteStartObject();
        Json.WriteString("system", "https://tools.ietf.org/html/rfc4122");
        Json.WriteString("value", value);
        Json.WriteEndObject();
        Json.WriteEndArray();
    }

    public void Coding(Code code)
    {
        Json.WriteStartObject();
        CodingParts(code);
        Json.WriteEndObject();
    }

    public void Coding(string property, Code code)
    {
        Json.WriteStartObject(property);
        CodingParts(code);
        Json.WriteEndObject();
    }

    public void Concept(string property, Code code, string? text = null)
    {
        Json.WriteStartObject(property);
        ConceptParts(code, text);
        Json.WriteEndObject();
    }

    /// <summary>A property that takes several concepts, with one.</summary>
    public void Concepts(string property, Code code, string? text = null)
    {
        Json.WriteStartArray(property);
        Json.WriteStartObject();
        ConceptParts(code, text);
        Json.WriteEndObject();
        Json.WriteEndArray();
    }

    public void ConceptExtension(string name, Code code)
    {
        Json.WriteStartObject();
        Json.WriteString("url", "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-" + name);
        Concept("valueCodeableConcept", code);
        Json.WriteEndObject();
    }

    public void Reference(string property, string reference)
    {
        Json.WriteStartObject(property);
        Json.WriteString("reference", reference);
        Json.WriteEndObject();
    }

    public void Organisation(string property, string odsCode)
    {
        Json.WriteStartObject(property);
        OrganisationParts(odsCode);
        Json.WriteEndObject();
    }

    public void Organisations(string property, string odsCode)
    {
        Json.WriteStartArray(property);
        Json.WriteStartObject();
        OrganisationParts(odsCode);
        Json.WriteEndObject();
        Json.WriteEndArray();
    }

    /// <summary>A general practitioner of the practice, by a number and not by a resource.</summary>
    public void Practitioner(string property, string practice)
    {
        Json.WriteStartObject(property);
        Json.WriteStartObject("identifier");
        Json.WriteString("system", "https://fhir.hl7.org.uk/Id/gmp-number");
        Json.WriteString("value", "G90" + practice[^5..]);
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    public void Quantity(string property, decimal value, string unit, string ucumCode)
    {
        Json.WriteStartObject(property);
        Json.WriteNumber("value", value);
        Json.WriteString("unit", unit);
        Json.WriteString("system", "http://unitsofmeasure.org");
        Json.WriteString("code", ucumCode);
        Json.WriteEndObject();
    }

    private void CodingParts(Code code)
    {
        Json.WriteString("system", code.System);
        Json.WriteString("code", code.Value);
        Json.WriteString("display", code.Display);
    }

    private void ConceptParts(Code code, string? text)
    {
        Json.WriteStartArray("coding");
        Coding(code);
        Json.WriteEndArray();
        if (text is not null)
            Json.WriteString("text", text);
    }

    private void OrganisationParts(string odsCode)
    {
        Json.WriteStartObject("identifier");
        Json.WriteString("system", OdsSystem);
        Json.WriteString("value", odsCode);
        Json.WriteEndObject();
    }
}
