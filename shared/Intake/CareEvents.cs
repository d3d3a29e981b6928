using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>
/// A care event of a system that does not speak FHIR: a CloudEvent 1.0 of type <see cref="DischargedType"/>.
/// docs/schemas/care-encounter-discharged.v1.json describes its data.
/// </summary>
internal sealed record CareEvent(string Source, string Id, DateTimeOffset? Time, Person Person, DischargedData Data)
{
    internal const string DischargedType = "care.encounter.discharged.v1";

    internal EntryVersion ToEntry(MessageFacts facts, int length)
    {
        var key = ResourceKey.Of(facts.Provenance.Sender, CareEvents.EntryType, Id);
        return new EntryVersion(key, CareEvents.EntryType, Id, Order(facts), facts.Identity.Identity)
        {
            Range = new ByteRange(0, length),
            Content = new EntryContent(Section.DischargeDetails, "Discharged from hospital")
            {
                Status = "finished",
                Date = Data.DischargedAt,
                Value = string.Join("; ", new[] { Data.DischargeMethod, Data.Destination }.Where(part => !string.IsNullOrEmpty(part)))
                    is { Length: > 0 } value
                    ? value
                    : null,
            },
        };
    }

    internal StayChange ToStay(MessageFacts facts) =>
        new(ResourceKey.Of(facts.Provenance.Sender, "Encounter", Data.EncounterId!), Order(facts), Discharged: true, Data.DischargedAt);

    private VersionOrder Order(MessageFacts facts) => VersionOrder.Of(null, null, Time, facts.Provenance.ReceivedAt);

    public override string ToString() => $"CareEvent {{ Type = {DischargedType} }}";
}

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

    internal static (CareEvent? Event, HubError? Error) Read(ReadOnlySpan<byte> json, OdsCode sender, SenderPolicy policy)
    {
        CloudEventEnvelope? envelope;
        DischargedData? data;
        try
        {
            envelope = JsonSerializer.Deserialize(json, CareEventJson.Default.CloudEventEnvelope);
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
        if (envelope.Type != CareEvent.DischargedType)
            return (null, ErrorCatalogue.EventTypeUnknown.At("type"));
        if (IsOfAnother(envelope, sender))
            return (null, ErrorCatalogue.EventSourceNotYours.At("source"));

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
        if (data.NhsNumber is not { } text)
            return (Make(new Person.BySendersId($"{EntryType}/{envelope.Id}", UnmatchedReason.NoNhsNumber)), null);
        if (!NhsNumber.TryParse(text, out var number))
            return (null, ErrorCatalogue.NhsNumberInvalid.At("data.nhsNumber"));
        return policy.AcceptsNhsNumberWithoutVerification
            ? (Make(new Person.ByNumber(number)), null)
            : (Make(new Person.BySendersId($"{EntryType}/{envelope.Id}", UnmatchedReason.NotVerified)), null);

        CareEvent Make(Person person) => new(envelope.Source!, envelope.Id!, FhirTimes.Instant(envelope.Time), person, data);
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
