using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>Pure: a page of everything as FHIR's searchset.</summary>
public static class EverythingJson
{
    /// <summary>CodeSystem of the reasons for withholding: role, objection, sensitive.</summary>
    public const string WithheldReasons = "https://integration-hub.example/CodeSystem/withheld-reason";

    /// <param name="self">The address that was asked, without cursor.</param>
    public static ReadOnlyMemory<byte> Write(EverythingPage page, string self)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(self);
        var buffer = new ArrayBufferWriter<byte>(2048 + page.Originals.Sum(original => original.Resource.Length + 256));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, "searchset"u8);
            json.WriteNumber("total"u8, page.Total);
            json.WriteStartArray("link"u8);
            WriteLink(json, "self"u8, self);
            if (page.Next is { } next)
                WriteLink(json, "next"u8, $"{self}{(self.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_cursor={next}");
            json.WriteEndArray();
            if (page.Originals.Count + page.Withheld.Count > 0)
                WriteEntries(json, page);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteEntries(Utf8JsonWriter json, EverythingPage page)
    {
        json.WriteStartArray("entry"u8);
        foreach (var (address, resource) in page.Originals)
        {
            json.WriteStartObject();
            json.WriteString("fullUrl"u8, address);
            json.WritePropertyName("resource"u8);
            json.WriteRawValue(resource.Span, skipInputValidation: true);
            WriteMode(json, "match"u8);
            json.WriteEndObject();
        }

        if (page.Withheld.Count > 0)
        {
            json.WriteStartObject();
            json.WritePropertyName("resource"u8);
            WriteWithheld(json, page.Withheld);
            WriteMode(json, "outcome"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWithheld(Utf8JsonWriter json, IReadOnlyList<(Section Section, Withheld Withheld)> all)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "OperationOutcome"u8);
        json.WriteStartArray("issue"u8);
        foreach (var (section, withheld) in all)
        {
            json.WriteStartObject();
            json.WriteString("severity"u8, "information"u8);
            json.WriteString("code"u8, "suppressed"u8);
            json.WriteStartObject("details"u8);
            json.WriteStartArray("coding"u8);
            json.WriteStartObject();
            json.WriteString("system"u8, WithheldReasons);
            json.WriteString("code"u8, withheld.Word);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString(
                "text"u8,
                string.Create(CultureInfo.InvariantCulture, $"Withheld of {section.Heading}: {withheld.Count} ({withheld.Word}).")
            );
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter json, ReadOnlySpan<byte> mode)
    {
        json.WriteStartObject("search"u8);
        json.WriteString("mode"u8, mode);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, ReadOnlySpan<byte> relation, string address)
    {
        json.WriteStartObject();
        json.WriteString("relation"u8, relation);
        json.WriteString("url"u8, address);
        json.WriteEndObject();
    }
}
