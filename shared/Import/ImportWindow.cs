using System.Buffers;
using System.Text.Json;
using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Intake;

namespace IntegrationHub.Import;

/// <summary>A message made of lines: a Bundle as it stood on its line, or a batch of loose resources, one an entry, in this order.</summary>
internal sealed record ImportMessage(ReadOnlyMemory<byte> Body, IReadOnlyList<FileLine> Lines, bool IsBundle);

/// <summary>
/// Some lines of a file that are worked in together: small enough to be held in memory, large enough that a person's lines meet.
/// What becomes of them depends on their bytes alone, so that a window that is worked in again makes the very same messages.
/// </summary>
/// <param name="Chains">Messages of one person, to be sent one after the other; chains need no order among each other.</param>
/// <param name="Errors">Lines that no message can be made of.</param>
internal sealed record ImportWindow(IReadOnlyList<IReadOnlyList<ImportMessage>> Chains, IReadOnlyList<ImportError> Errors)
{
    // These four decide which lines share a commit, and so the commit's identity: with other values, files that were imported before
    // would be taken for new ones.
    internal const int MaxLines = 2000;
    internal const int MaxBytes = 8 * 1024 * 1024;
    private const int MaxEntries = 85;
    private const int MaxMessageBytes = 2 * 1024 * 1024;

    internal static ImportWindow Of(IReadOnlyList<FileLine> lines, JsonLimits limits)
    {
        var errors = new List<ImportError>();
        var bundles = new List<IReadOnlyList<ImportMessage>>();
        var persons = new Dictionary<string, List<(FileLine Line, LineFacts Facts)>>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (Check(line, limits) is { } error)
            {
                errors.Add(new ImportError(line.Number, error));
                continue;
            }

            var facts = LineFacts.Of(line.Bytes.Span);
            if (facts.Type is null)
                errors.Add(new ImportError(line.Number, ErrorCatalogue.NotAResource));
            else if (!ModelInfo.IsKnownResource(facts.Type))
                errors.Add(new ImportError(line.Number, ErrorCatalogue.UnknownContent));
            else if (facts.Type == "Bundle")
                bundles.Add([new ImportMessage(line.Bytes, [line], IsBundle: true)]);
            else
            {
                // What is about nobody goes alone, as it would over HTTP.
                var key = facts.Person is { } person ? $"person {person}" : $"{facts.Type}/{facts.Id ?? $"#{line.Number}"}";
                if (!persons.TryGetValue(key, out var theirs))
                    persons[key] = theirs = [];
                theirs.Add((line, facts));
            }
        }

        return new ImportWindow([.. bundles, .. persons.Values.Select(ToMessages)], errors);
    }

    private static HubError? Check(FileLine line, JsonLimits limits) =>
        line.IsTooLong ? ErrorCatalogue.BodyTooLarge.ToHubError() : JsonScan.Run(line.Bytes.Span, limits).Error;

    /// <summary>The Patient first, so that the others find whom they are about; then as they stood, no resource twice in a message.</summary>
    private static List<ImportMessage> ToMessages(List<(FileLine Line, LineFacts Facts)> lines)
    {
        var messages = new List<ImportMessage>();
        var open = new List<(FileLine Line, LineFacts Facts)>();
        var named = new HashSet<(string, string)>();
        var bytes = 0;
        foreach (var next in lines.OrderBy(line => line.Facts.Type == "Patient" ? 0 : 1))
        {
            var twice = next.Facts.Id is { } id && named.Contains((next.Facts.Type!, id));
            if (open.Count > 0 && (open.Count == MaxEntries || bytes + next.Line.Bytes.Length > MaxMessageBytes || twice))
                Close();
            open.Add(next);
            bytes += next.Line.Bytes.Length;
            if (next.Facts.Id is { } name)
                named.Add((next.Facts.Type!, name));
        }

        Close();
        return messages;

        void Close()
        {
            messages.Add(new ImportMessage(Batch(open), [.. open.Select(each => each.Line)], IsBundle: false));
            open.Clear();
            named.Clear();
            bytes = 0;
        }
    }

    /// <summary>A batch, so that a faulty line is refused alone. The lines stand in it byte for byte.</summary>
    private static ReadOnlyMemory<byte> Batch(List<(FileLine Line, LineFacts Facts)> lines)
    {
        var buffer = new ArrayBufferWriter<byte>(lines.Sum(line => line.Line.Bytes.Length + 160) + 64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, "batch"u8);
            json.WriteStartArray("entry"u8);
            foreach (var (line, facts) in lines)
            {
                json.WriteStartObject();
                json.WritePropertyName("resource"u8);
                json.WriteRawValue(line.Bytes.Span, skipInputValidation: true);
                json.WriteStartObject("request"u8);
                var hasId = SourceIds.IsId(facts.Id);
                json.WriteString("method"u8, hasId ? "PUT"u8 : "POST"u8);
                json.WriteString("url"u8, hasId ? $"{facts.Type}/{facts.Id}" : facts.Type);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
