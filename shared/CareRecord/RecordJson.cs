using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.CareRecord.Reading;

namespace IntegrationHub.CareRecord;

/// <summary>
/// A record as JSON: sections in the standard's order, each entry with who said it and when. docs/interfaces.md describes it.
/// </summary>
public static class RecordJson
{
    private const int UsualHead = 4096;
    private const int UsualEntry = 700;

    /// <summary>About how many bytes it takes.</summary>
    public static int SizeOf(RecordReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return UsualHead + reading.Sections.Sum(section => section.Entries.Count) * UsualEntry;
    }

    public static void Write(IBufferWriter<byte> buffer, RecordReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var head = reading.Head;
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("recordId"u8, head.Record.Value);
        json.WriteString("asAt"u8, Instant(reading.AsAt));
        json.WriteNumber("version"u8, head.Version);
        json.WriteNumber("total"u8, reading.Total);
        WritePatient(json, reading);
        json.WriteStartArray("sections"u8);
        foreach (var section in reading.Sections)
            WriteSection(json, section);
        json.WriteEndArray();
        WriteOptional(json, "next"u8, reading.Next);
        json.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter json, SectionReading section)
    {
        json.WriteStartObject();
        json.WriteString("section"u8, section.Section.Code);
        json.WriteString("heading"u8, section.Section.Heading);
        json.WriteStartArray("entries"u8);
        foreach (var entry in section.Entries)
            WriteEntry(json, entry);
        json.WriteEndArray();
        if (section.Withheld.Count > 0)
        {
            json.WriteStartArray("withheld"u8);
            foreach (var withheld in section.Withheld)
            {
                json.WriteStartObject();
                json.WriteString("reason"u8, withheld.Word);
                json.WriteNumber("count"u8, withheld.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePatient(Utf8JsonWriter json, RecordReading reading)
    {
        var head = reading.Head;
        json.WriteStartObject("patient"u8);
        WriteOptional(json, "nhsNumber"u8, head.NhsNumber);
        if (head.Ties.NumberInvalid)
            json.WriteBoolean("nhsNumberInvalid"u8, true);
        if (head.FormerNumbers.Count > 0)
        {
            json.WriteStartArray("formerNhsNumbers"u8);
            foreach (var former in head.FormerNumbers)
                json.WriteStringValue(former);
            json.WriteEndArray();
        }

        WriteOptional(json, "name"u8, reading.Patient?.Entry.Content?.Display);
        WriteOptional(json, "birthDate"u8, head.BirthDate);
        WriteOptional(json, "deceased"u8, head.Death);
        if (reading.ShowsDemographics)
        {
            // Where somebody lives is what a protected Patient protects.
            WriteOptional(json, "registeredPractice"u8, head.RegisteredPractice);
            WriteOptional(json, "place"u8, head.Place);
            WriteOptional(json, "placeRule"u8, head.PlaceRule);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, ShownEntry shown)
    {
        var (entry, commit) = (shown.Entry, shown.Commit);
        var id = new HubResourceId(commit.Record, entry.Key).ToString();
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("display"u8, entry.Content?.Display ?? entry.ResourceType);
        json.WriteStartArray("codings"u8);
        foreach (var coding in entry.Content?.Codings ?? [])
        {
            json.WriteStartObject();
            WriteOptional(json, "system"u8, coding.System);
            WriteOptional(json, "code"u8, coding.Code);
            WriteOptional(json, "display"u8, coding.Display);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteOptional(json, "status"u8, entry.Content?.Status);
        WriteOptional(json, "date"u8, entry.Content?.Date);
        WriteOptional(json, "dateIs"u8, entry.Content?.DateIs);
        WriteOptional(json, "value"u8, entry.Content?.Value);
        WriteOptional(json, "by"u8, entry.Content?.By);
        WriteOptional(json, "unmappedReason"u8, entry.UnmappedReason);
        WriteSource(json, id, entry, commit);
        if (shown.AlsoFrom.Count > 0)
            WriteAlsoFrom(json, shown.AlsoFrom);
        json.WriteEndObject();
    }

    private static void WriteAlsoFrom(Utf8JsonWriter json, IReadOnlyList<AlsoTold> others)
    {
        json.WriteStartArray("alsoFrom"u8);
        foreach (var other in others)
        {
            var (entry, commit) = (other.Shown.Entry, other.Shown.Commit);
            var id = new HubResourceId(commit.Record, entry.Key).ToString();
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            WriteSource(json, id, entry, commit);
            json.WriteStartArray("differs"u8);
            foreach (var difference in other.Differs)
            {
                json.WriteStartObject();
                json.WriteString("what"u8, difference.What);
                json.WriteString("value"u8, difference.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, string id, EntryVersion entry, Commit commit)
    {
        WriteWarnings(json, entry.Warnings);
        json.WriteStartObject("source"u8);
        json.WriteString("organisation"u8, commit.Provenance.Sender.Value);
        json.WriteString("resource"u8, $"{entry.ResourceType}/{id}");
        json.WriteString("receivedAt"u8, Instant(commit.Provenance.ReceivedAt));
        json.WriteEndObject();
        json.WriteNumber("version"u8, commit.Number);
    }

    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<EntryWarning> warnings)
    {
        if (warnings.Count == 0)
            return;
        json.WriteStartArray("warnings"u8);
        foreach (var warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, warning.Code);
            WriteOptional(json, "place"u8, warning.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>FHIR instant, UTC, milliseconds.</summary>
    public static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
