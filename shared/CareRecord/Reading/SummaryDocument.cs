using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IntegrationHub.Directory;
using IntegrationHub.Hypertext;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// Pure: a record as one FHIR document for people to read: a Composition under the headings of the PRSB standard, each with a narrative. It holds
/// no senders' resources, whose faults would be its own; <c>$everything</c> has them.
/// </summary>
public static class SummaryDocument
{
    /// <summary>Lines a section; what is left out is said.</summary>
    public const int MostLines = 200;

    private const string Sections = "https://integration-hub.example/CodeSystem/record-section";
    private const string UkHeadings = "https://fhir.hl7.org.uk/CodeSystem/UKCore-RecordStandardHeadings";

    /// <summary>The headings for which UK Core has a code of the same meaning.</summary>
    private static readonly Dictionary<Section, string> UkCodes = new()
    {
        [Section.Demographics] = "patient-demographics",
        [Section.GpPractice] = "general-practitioner-practice",
        [Section.IndividualRequirements] = "individual-requirements",
        [Section.LegalInformation] = "legal-information",
        [Section.ParticipationInResearch] = "participation-in-research",
        [Section.AdmissionDetails] = "admission-details",
        [Section.DischargeDetails] = "discharge-details",
        [Section.Vaccinations] = "immunisations",
        [Section.FamilyHistory] = "family-history",
        [Section.InvestigationResults] = "investigation-results",
        [Section.InvestigationsRequested] = "investigations-requested",
        [Section.ExaminationFindings] = "examination-findings",
        [Section.Allergies] = "allergies-and-adverse-reaction",
        [Section.Medications] = "medications-and-medical-devices",
    };

    public static ReadOnlyMemory<byte> Write(RecordReading reading, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(directory);
        var record = reading.Head.Record.Value;
        var (composition, patient, author) = (Urn("composition", record), Urn("patient", record), Urn("author", directory.CareSystem.Id));
        var buffer = new ArrayBufferWriter<byte>(8192 + reading.Total * 256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteStartObject("identifier"u8);
            json.WriteString("system"u8, "urn:ietf:rfc:3986"u8);
            json.WriteString("value"u8, Urn(record, RecordJson.Instant(reading.AsAt)));
            json.WriteEndObject();
            json.WriteString("type"u8, "document"u8);
            json.WriteString("timestamp"u8, RecordJson.Instant(reading.AsAt));
            json.WriteStartArray("entry"u8);
            Entry(json, composition, () => WriteComposition(json, reading, directory, patient, author));
            Entry(json, patient, () => WritePatient(json, reading));
            Entry(json, author, () => WriteAuthor(json, directory.CareSystem));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteComposition(Utf8JsonWriter json, RecordReading reading, HubDirectory directory, string patient, string author)
    {
        json.WriteString("resourceType"u8, "Composition"u8);
        json.WriteString("status"u8, "final"u8);
        Concept(json, "type"u8, ("http://loinc.org", "60591-5", "Patient summary Document"));
        Reference(json, "subject"u8, patient);
        json.WriteString("date"u8, RecordJson.Instant(reading.AsAt));
        json.WriteStartArray("author"u8);
        json.WriteStartObject();
        json.WriteString("reference"u8, author);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("title"u8, "Shared care record"u8);
        json.WriteString("confidentiality"u8, Confidentiality(reading));
        Reference(json, "custodian"u8, author);
        if (reading.Sections.Count == 0)
            return;
        json.WriteStartArray("section"u8);
        foreach (var section in reading.Sections)
            WriteSection(json, section, directory);
        json.WriteEndArray();
    }

    private static void WriteSection(Utf8JsonWriter json, SectionReading section, HubDirectory directory)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, section.Section.Heading);
        var own = (Sections, section.Section.Code, section.Section.Heading);
        if (UkCodes.TryGetValue(section.Section, out var code))
            Concept(json, "code"u8, own, (UkHeadings, code, null));
        else
            Concept(json, "code"u8, own);
        json.WriteStartObject("text"u8);
        json.WriteString("status"u8, "generated"u8);
        json.WriteString("div"u8, Narrative(section, directory).ToString());
        json.WriteEndObject();
        if (section.Entries.Count == 0)
            Concept(json, "emptyReason"u8, ("http://terminology.hl7.org/CodeSystem/list-empty-reason", "withheld", "Information Withheld"));
        json.WriteEndObject();
    }

    private static Html Narrative(SectionReading section, HubDirectory directory) =>
        Html.Of(
            $"""
            <div xmlns="http://www.w3.org/1999/xhtml">{Html.Each(section.Withheld, Withheld)}{(
                section.Entries.Count == 0
                    ? Html.Empty
                    : Html.Of($"<ul>{Html.Each(section.Entries.Take(MostLines), shown => Line(shown, directory))}</ul>")
            )}{(
                section.Entries.Count > MostLines
                    ? Html.Of($"<p>And {section.Entries.Count - MostLines} more: ask for everything.</p>")
                    : Html.Empty
            )}</div>
            """
        );

    private static Html Withheld(Withheld withheld) => Html.Of($"<p>Withheld: {withheld.Count} ({withheld.Word}).</p>");

    private static Html Line(ShownEntry shown, HubDirectory directory)
    {
        var content = shown.Entry.Content;
        return Html.Of(
            $"<li><b>{content?.Display ?? shown.Entry.ResourceType}</b>{Html.When(content?.Value, value => Html.Of($": {value}"))}{Html.When(content?.Status, status => Html.Of($" [{status}]"))}{Html.When(content?.Date, date => Html.Of($", {date}"))}. {NameOf(shown, directory)}{Html.Each(shown.AlsoFrom, other => Html.Of($"; also {NameOf(other.Shown, directory)}{Html.Each(other.Differs, differs => Html.Of($", {differs.What}: {differs.Value}"))}"))}.</li>"
        );
    }

    private static string NameOf(ShownEntry shown, HubDirectory directory)
    {
        var code = shown.Commit.Provenance.Sender;
        return directory.Find(code)?.Name ?? code.Value;
    }

    private static void WritePatient(Utf8JsonWriter json, RecordReading reading)
    {
        var head = reading.Head;
        json.WriteString("resourceType"u8, "Patient"u8);
        json.WriteString("id"u8, head.Record.Value);
        if (head.NhsNumber is { } number)
        {
            json.WriteStartArray("identifier"u8);
            json.WriteStartObject();
            json.WriteString("system"u8, NhsNumber.System);
            json.WriteString("value"u8, number);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (reading.Patient?.Entry.Content?.Display is { } name)
        {
            json.WriteStartArray("name"u8);
            json.WriteStartObject();
            json.WriteString("text"u8, name);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (head.BirthDate is { } birth)
            json.WriteString("birthDate"u8, birth);
    }

    private static void WriteAuthor(Utf8JsonWriter json, CareSystem system)
    {
        json.WriteString("resourceType"u8, "Organization"u8);
        json.WriteStartArray("identifier"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, OdsCode.OrganisationSystem);
        json.WriteString("value"u8, system.OdsCode.Value);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("name"u8, system.Name);
    }

    /// <summary>The highest that a sender put on what is shown: a document is as confidential as the most confidential line of it.</summary>
    private static string Confidentiality(RecordReading reading)
    {
        var labels = reading
            .Sections.SelectMany(section => section.Entries)
            .SelectMany(shown => shown.AlsoFrom.Select(other => other.Shown).Prepend(shown))
            .SelectMany(shown => shown.Entry.Content?.Labels ?? shown.Entry.Labels)
            .ToHashSet(StringComparer.Ordinal);
        return labels.Contains("V") ? "V"
            : labels.Contains("R") ? "R"
            : "N";
    }

    private static void Entry(Utf8JsonWriter json, string fullUrl, Action writeResource)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, fullUrl);
        json.WriteStartObject("resource"u8);
        writeResource();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, ReadOnlySpan<byte> name, string target)
    {
        json.WriteStartObject(name);
        json.WriteString("reference"u8, target);
        json.WriteEndObject();
    }

    private static void Concept(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        params ReadOnlySpan<(string System, string Code, string? Display)> codings
    )
    {
        json.WriteStartObject(name);
        json.WriteStartArray("coding"u8);
        foreach (var (system, code, display) in codings)
        {
            json.WriteStartObject();
            json.WriteString("system"u8, system);
            json.WriteString("code"u8, code);
            if (display is not null)
                json.WriteString("display"u8, display);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The same for the same parts: version 8 of RFC 9562, from a hash.</summary>
    private static string Urn(string kind, string value)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "summary", kind, value);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return $"urn:uuid:{new Guid(hash[..16], bigEndian: true)}";
    }
}
