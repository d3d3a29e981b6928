using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Referrals.Told;

namespace IntegrationHub.Intake;

/// <summary>
/// Pure: the answer to a message from what became of its entries. It depends on nothing else, so a repeat is answered with the
/// same bytes. Bodies are the hub's own few properties, so they are written directly.
/// </summary>
internal static class FhirAnswers
{
    internal static FhirAnswer Write(Interpretation said, MessageIdentity identity, BatchResults results, IncomingMessage message) =>
        said.Shape switch
        {
            MessageShape.Alone => OfSingle(results.Accepted[0], message),
            MessageShape.Message => new(200, OfMessage(said, identity, results)),
            var shape => new(200, OfBundle(shape is MessageShape.Batch ? "batch-response" : "transaction-response", said, results)),
        };

    private static FhirAnswer OfSingle(AnswerEntry entry, IncomingMessage message)
    {
        var stamp = new ResourceStamp(entry.Id, entry.Version, entry.LastModified);
        var status = entry.Status[..3] is "201" ? 201 : 200;
        return new(status, OriginalResource.Write(message.Body.Span, stamp), entry.Location, entry.ETag, entry.LastModified);
    }

    private static ReadOnlyMemory<byte> OfBundle(string type, Interpretation said, BatchResults results)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + said.EntryCount * 192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, type);
            if (said.EntryCount > 0)
            {
                var warnings = said
                    .Entries.Where(entry => entry.Warnings.Count > 0)
                    .ToDictionary(entry => entry.Index, entry => entry.Warnings);
                json.WriteStartArray("entry"u8);
                for (var i = 0; i < said.EntryCount; i++)
                    WriteEntry(json, results, i, warnings.GetValueOrDefault(i));
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteEntry(Utf8JsonWriter json, BatchResults results, int index, IReadOnlyList<HubError>? warnings)
    {
        json.WriteStartObject();
        json.WriteStartObject("response"u8);
        if (results.ErrorsOf(index) is { } errors)
        {
            json.WriteString("status"u8, errors[0].Kind.Status.ToString(CultureInfo.InvariantCulture));
            json.WritePropertyName("outcome"u8);
            OperationOutcomes.Write(json, errors);
        }
        else if (results.Accepted.TryGetValue(index, out var entry))
        {
            json.WriteString("status"u8, entry.Status);
            json.WriteString("location"u8, entry.Location);
            json.WriteString("etag"u8, entry.ETag);
            json.WriteString("lastModified"u8, entry.LastModified);
            if (warnings is not null)
            {
                json.WritePropertyName("outcome"u8);
                OperationOutcomes.WriteWarnings(json, warnings);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A message is answered by a message whose header says which one it answers (R4 messaging, MessageHeader.response).</summary>
    private static ReadOnlyMemory<byte> OfMessage(Interpretation said, MessageIdentity identity, BatchResults results)
    {
        var request = said.Header!;
        var warnings = said.Entries.SelectMany(entry => entry.Warnings).ToList();
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            var headerId = IdFrom("message-response", identity.Identity);
            var outcome = $"urn:uuid:{IdFrom("message-outcome", identity.Identity)}";
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, "message"u8);
            if (results.Accepted.Values.FirstOrDefault() is { } first)
                json.WriteString("timestamp"u8, first.LastModified);
            json.WriteStartArray("entry"u8);
            json.WriteStartObject();
            json.WriteString("fullUrl"u8, $"urn:uuid:{headerId}");
            json.WriteStartObject("resource"u8);
            json.WriteString("resourceType"u8, "MessageHeader"u8);
            json.WriteString("id"u8, headerId);
            WriteEvent(json, request.Event);
            json.WriteStartObject("source"u8);
            json.WriteString("name"u8, "Integration hub"u8);
            json.WriteString("endpoint"u8, "urn:integration-hub"u8);
            json.WriteEndObject();
            json.WriteStartObject("response"u8);
            json.WriteString("identifier"u8, request.Id is { Length: > 0 } id ? id : identity.Identity);
            json.WriteString("code"u8, "ok"u8);
            if (warnings.Count > 0)
            {
                json.WriteStartObject("details"u8);
                json.WriteString("reference"u8, outcome);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            if (BarsHeader.Of(request) is not null)
                WriteFocus(json, results);
            json.WriteEndObject();
            json.WriteEndObject();
            if (warnings.Count > 0)
            {
                json.WriteStartObject();
                json.WriteString("fullUrl"u8, outcome);
                json.WritePropertyName("resource"u8);
                OperationOutcomes.WriteWarnings(json, warnings);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>What a booking and referral message asked for, by the hub's id: by it the sender follows what becomes of it.</summary>
    private static void WriteFocus(Utf8JsonWriter json, BatchResults results)
    {
        if (results.Accepted.Values.FirstOrDefault(entry => entry.Type is "ServiceRequest" or "Appointment") is not { } asked)
            return;
        json.WriteStartArray("focus"u8);
        json.WriteStartObject();
        json.WriteString("reference"u8, $"{asked.Type}/{asked.Id}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEvent(Utf8JsonWriter json, DataType? messageEvent)
    {
        switch (messageEvent)
        {
            case Coding coding:
                json.WriteStartObject("eventCoding"u8);
                if (coding.System is { } system)
                    json.WriteString("system"u8, system);
                if (coding.Code is { } code)
                    json.WriteString("code"u8, code);
                json.WriteEndObject();
                break;
            case FhirUri { Value: { } uri }:
                json.WriteString("eventUri"u8, uri);
                break;
        }
    }

    /// <summary>A UUID (version 8, RFC 9562: of our own making) from a hash, so that a repeat has the same.</summary>
    private static string IdFrom(string what, string identity)
    {
        Span<byte> hash = stackalloc byte[32];
        Identifiers.FramedHash.Sha256(hash, what, identity);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
