using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Referrals.Closing;

/// <summary>
/// What the council has decided so far, as the booking and referral message (servicerequest-response) that a referrer who speaks BaRS awaits.
/// The same for the same referral: its ids come from the referral and its last step.
/// </summary>
public sealed class ReferralMessage(ReferralTasks tasks)
{
    public byte[] Write(Referral referral, string? nhsNumber)
    {
        ArgumentNullException.ThrowIfNull(referral);
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, referral, nhsNumber);
        return buffer.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter json, Referral referral, string? nhsNumber)
    {
        var answers = referral.Steps.Where(step => step.Conflict is null && step.Fact.Kind is not ReferralFactKind.Sent).ToList();
        var at = answers.LastOrDefault()?.Fact.At ?? referral.Since;
        var header = IdFrom("header", referral);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Bundle"u8);
        json.WriteString("id"u8, IdFrom("bundle", referral));
        json.WriteString("type"u8, "message"u8);
        json.WriteString("timestamp"u8, RecordJson.Instant(at));
        json.WriteStartArray("entry"u8);

        Entry(json, $"urn:uuid:{header}");
        json.WriteStartObject("resource"u8);
        json.WriteString("resourceType"u8, "MessageHeader"u8);
        json.WriteString("id"u8, header);
        json.WriteStartObject("eventCoding"u8);
        json.WriteString("system"u8, "https://fhir.nhs.uk/CodeSystem/message-events-bars"u8);
        json.WriteString("code"u8, Told.BarsHeader.Answer);
        json.WriteEndObject();
        if (referral.Referrer is not null)
        {
            json.WriteStartArray("destination"u8);
            json.WriteStartObject();
            json.WriteString("endpoint"u8, $"urn:nhs-uk:addressing:ods:{referral.Referrer}");
            ReferralTasks.Organisation(json, "receiver", referral.Referrer);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        ReferralTasks.Organisation(json, "sender", referral.Council);
        json.WriteStartObject("source"u8);
        json.WriteString("name"u8, "Integration hub"u8);
        json.WriteString("endpoint"u8, "urn:integration-hub"u8);
        json.WriteEndObject();
        json.WriteStartObject("reason"u8);
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, "https://fhir.nhs.uk/CodeSystem/message-reason-bars"u8);
        json.WriteString("code"u8, ReasonOf(referral, answers.Count));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        json.WriteString("identifier"u8, referral.Id);
        json.WriteString("code"u8, referral.State is ReferralState.Rejected ? "fatal-error"u8 : "ok"u8);
        json.WriteEndObject();
        json.WriteStartArray("focus"u8);
        json.WriteStartObject();
        json.WriteString("reference"u8, $"ServiceRequest/{referral.Id}");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();

        Entry(json, $"https://integration-hub.example/fhir/ServiceRequest/{referral.Id}");
        json.WriteStartObject("resource"u8);
        json.WriteString("resourceType"u8, "ServiceRequest"u8);
        json.WriteString("id"u8, referral.Id);
        json.WriteString("status"u8, StatusOf(referral.State));
        json.WriteString("intent"u8, "order"u8);
        json.WriteStartArray("category"u8);
        json.WriteStartObject();
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, "https://fhir.nhs.uk/CodeSystem/message-category-servicerequest"u8);
        json.WriteString("code"u8, "referral"u8);
        json.WriteString("display"u8, "Transfer of Care"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("subject"u8);
        json.WriteString("reference"u8, $"Patient/{referral.Id[..RecordId.Length]}");
        if (nhsNumber is not null)
        {
            json.WriteStartObject("identifier"u8);
            json.WriteString("system"u8, NhsNumber.System);
            json.WriteString("value"u8, nhsNumber);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (referral.SentAt is { } sent)
            json.WriteString("authoredOn"u8, RecordJson.Instant(sent));
        ReferralTasks.Organisation(json, "requester", referral.Referrer);
        json.WriteEndObject();
        json.WriteEndObject();

        Entry(json, $"https://integration-hub.example/fhir/Task/{tasks.IdOf(referral.Id)}");
        json.WritePropertyName("resource"u8);
        tasks.Write(json, referral);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, string fullUrl)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, fullUrl);
    }

    private static string ReasonOf(Referral referral, int answers) =>
        referral.State is ReferralState.Cancelled ? Told.BarsHeader.Delete
        : answers > 1 ? "update"
        : "new";

    private static string StatusOf(ReferralState state) =>
        state switch
        {
            ReferralState.Completed => "completed",
            ReferralState.Rejected or ReferralState.Cancelled => "revoked",
            ReferralState.InformationAsked => "on-hold",
            _ => "active",
        };

    private static string IdFrom(string what, Referral referral)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(
            hash,
            "referral-message",
            what,
            referral.Id,
            ReferralStates.NameOf(referral.State),
            referral.Steps.Length.ToString(CultureInfo.InvariantCulture)
        );
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
