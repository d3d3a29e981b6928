using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals.Events;

namespace IntegrationHub.Intake;

/// <param name="NhsNumber">Ten digits, as a string; may be left out, then the person waits under Unmatched.</param>
/// <param name="EncounterId">The sender's own id of the stay: the same as its Encounter's id in FHIR, if it sends both.</param>
/// <param name="DischargedAt">FHIR dateTime with a zone.</param>
/// <param name="DischargeMethod">UK Core DischargeMethodEngland code or local text.</param>
/// <param name="Destination">UK Core DischargeDestinationEngland code or local text.</param>
internal sealed record DischargedData(
    string? NhsNumber,
    string? EncounterId,
    string? DischargedAt,
    string? DischargeMethod,
    string? Destination
)
{
    public override string ToString() => "DischargedData (withheld)";
}

/// <summary>A CloudEvent in structured mode: the attributes the hub reads; extensions are kept in the snapshot.</summary>
internal sealed record CloudEventEnvelope(
    string? Specversion,
    string? Id,
    string? Source,
    string? Type,
    string? Time,
    string? Datacontenttype,
    JsonElement? Data
);

internal static class CareEvents
{
    /// <summary>What stands in place of a resource type for an entry made from a CloudEvent.</summary>
    internal const string EntryType = "CloudEvent";

    private const int MaxAttribute = 512;

    /// <summary>What would split an address or a key, should a consumer make one of an event's id.</summary>
    private static readonly SearchValues<char> NotInIds = SearchValues.Create("/\\#?");

    internal static (CareEvent? Event, HubError? Error) Read(IncomingMessage message, HubDirectory directory)
    {
        var sender = message.Caller.Organisation;
        CloudEventEnvelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(message.Body.Span, CareEventJson.Default.CloudEventEnvelope);
        }
        catch (JsonException)
        {
            // The exception names a path made of the input; the code says enough.
            return (null, ErrorCatalogue.CloudEventInvalid);
        }

        if (envelope is null)
            return (null, ErrorCatalogue.CloudEventInvalid);
        if (CheckAttributes(envelope) is { } attribute)
            return (null, ErrorCatalogue.CloudEventInvalid.At(attribute));
        var type = StayEventTypes.Find(envelope.Type);
        var ofReferral = ReferralEventTypes.Find(envelope.Type);
        if (type is null && ofReferral is null && envelope.Type != CareEvent.Discharged.Type)
            return (null, ErrorCatalogue.EventTypeUnknown.At("type"));
        if (IsOfAnother(envelope, sender))
            return (null, ErrorCatalogue.EventSourceNotYours.At("source"));
        var policy = directory.PolicyOf(sender);
        if (ofReferral is not null)
            return OfReferral(envelope, ofReferral, sender, message.ReceivedAt, directory);
        return type is null ? Discharged(envelope, policy) : OfStay(envelope, type, policy, message.ReceivedAt, directory);
    }

    private static (CareEvent? Event, HubError? Error) OfStay(
        CloudEventEnvelope envelope,
        StayEventType type,
        SenderPolicy policy,
        DateTimeOffset receivedAt,
        HubDirectory directory
    )
    {
        // Two of a sender's systems may number their events alike.
        var (told, error) = StayEvent.Read(type, $"{envelope.Source}|{envelope.Id}", envelope.Data, receivedAt, directory);
        if (told is null)
            return (null, error);
        var (person, unknown) = told.Case is { } ofCase
            ? (new Person.ByRecord(ofCase.Record), null)
            : PersonOf(envelope, told.Data.Text(StayEventType.NhsNumberName), policy);
        return person is null
            ? (null, unknown)
            : (new CareEvent.OfStay(envelope.Source!, envelope.Id!, FhirTimes.Instant(envelope.Time), person, told), null);
    }

    private static (CareEvent? Event, HubError? Error) OfReferral(
        CloudEventEnvelope envelope,
        ReferralEventType type,
        OdsCode sender,
        DateTimeOffset receivedAt,
        HubDirectory directory
    )
    {
        var (told, error) = ReferralEvent.Read(type, $"{envelope.Source}|{envelope.Id}", envelope.Data, receivedAt, sender, directory);
        if (told is null)
            return (null, error);
        var (person, unknown) = told.Referral is { } referral
            ? (new Person.ByRecord(referral.Record), null)
            : PersonOf(envelope, told.Data.Text(StayEventType.NhsNumberName), directory.PolicyOf(sender));
        return person is null
            ? (null, unknown)
            : (new CareEvent.OfReferral(envelope.Source!, envelope.Id!, FhirTimes.Instant(envelope.Time), person, told), null);
    }

    private static (CareEvent? Event, HubError? Error) Discharged(CloudEventEnvelope envelope, SenderPolicy policy)
    {
        DischargedData? data;
        try
        {
            data = envelope.Data?.Deserialize(CareEventJson.Default.DischargedData);
        }
        catch (JsonException)
        {
            return (null, ErrorCatalogue.EventDataInvalid.At("data"));
        }

        if (
            data is not { EncounterId: { Length: > 0 and <= MaxAttribute }, DischargedAt: { } dischargedAt }
            || FhirTimes.Instant(dischargedAt) is null
        )
            return (null, ErrorCatalogue.EventDataInvalid.At("data"));
        var (person, error) = PersonOf(envelope, data.NhsNumber, policy);
        return person is null
            ? (null, error)
            : (new CareEvent.Discharged(envelope.Source!, envelope.Id!, FhirTimes.Instant(envelope.Time), person, data), null);
    }

    private static (Person? Person, HubError? Error) PersonOf(CloudEventEnvelope envelope, string? nhsNumber, SenderPolicy policy)
    {
        if (nhsNumber is not { } text)
            return (new Person.BySendersId($"{EntryType}/{envelope.Id}", UnmatchedReason.NoNhsNumber), null);
        if (!NhsNumber.TryParse(text, out var number))
            return (null, ErrorCatalogue.NhsNumberInvalid.At("data.nhsNumber"));
        return policy.AcceptsNhsNumberWithoutVerification
            ? (new Person.ByNumber(number), null)
            : (new Person.BySendersId($"{EntryType}/{envelope.Id}", UnmatchedReason.NotVerified), null);
    }

    internal static bool IsOfAnother(CloudEventEnvelope envelope, OdsCode sender) =>
        envelope.Source!.StartsWith("urn:ods:", StringComparison.OrdinalIgnoreCase)
        && !envelope.Source[8..].Equals(sender.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>CloudEvents 1.0.2, "Required Attributes": id, source, specversion and type, none empty; time is RFC 3339.</summary>
    internal static string? CheckAttributes(CloudEventEnvelope envelope)
    {
        if (envelope.Specversion != "1.0")
            return "specversion";
        if (!IsName(envelope.Id) || envelope.Id.AsSpan().ContainsAny(NotInIds))
            return "id";
        if (!IsName(envelope.Source) || !Uri.IsWellFormedUriString(envelope.Source, UriKind.RelativeOrAbsolute))
            return "source";
        if (!IsName(envelope.Type))
            return "type";
        return envelope.Time is { } time && (time.Length <= 10 || FhirTimes.Instant(time) is null) ? "time" : null;
    }

    private static bool IsName(string? text)
    {
        if (text is not { Length: > 0 and <= MaxAttribute })
            return false;
        foreach (var c in text)
        {
            if (char.IsControl(c))
                return false;
        }

        return true;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CloudEventEnvelope))]
[JsonSerializable(typeof(DischargedData))]
internal sealed partial class CareEventJson : JsonSerializerContext;
