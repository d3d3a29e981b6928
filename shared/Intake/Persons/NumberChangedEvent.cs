using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>
/// A CloudEvent that passes on what PDS says of an NHS number: replaced by another, or invalidated (MNS <c>nhs-number-change</c>,
/// status R or I). docs/schemas/care-person-nhs-number-changed.v1.json describes it.
/// </summary>
internal static class NumberChangedEvent
{
    internal const string Type = "care.person.nhs-number-changed.v1";

    /// <returns>Null where the event is of another type.</returns>
    internal static (CloudEventEnvelope? Envelope, HubError? Error)? Envelope(ReadOnlySpan<byte> json, OdsCode sender)
    {
        if (json.IndexOf("care.person.nhs-number-changed.v1"u8) < 0)
            return null;
        CloudEventEnvelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(json, CareEventJson.Default.CloudEventEnvelope);
        }
        catch (JsonException)
        {
            // Its message names a path made of the input; the code says enough.
            return (null, ErrorCatalogue.CloudEventInvalid);
        }

        if (envelope?.Type != Type)
            return null;
        if (CareEvents.CheckAttributes(envelope) is { } attribute)
            return (null, ErrorCatalogue.CloudEventInvalid.At(attribute));
        return CareEvents.IsOfAnother(envelope, sender) ? (null, ErrorCatalogue.EventSourceNotYours.At("source")) : (envelope, null);
    }

    internal static (IdentityRequest? Request, HubError? Error) Read(CloudEventEnvelope envelope, Pseudonyms pseudonyms)
    {
        NumberChangedData? data;
        try
        {
            data = envelope.Data?.Deserialize(NumberChangedJson.Default.NumberChangedData);
        }
        catch (JsonException)
        {
            return (null, ErrorCatalogue.EventDataInvalid.At("data"));
        }

        if (!NhsNumber.TryParse(data?.NhsNumber, out var number))
            return (null, ErrorCatalogue.NhsNumberInvalid.At("data.nhsNumber"));
        var one = new NumberedRecord(pseudonyms.OfPerson(number), number);
        switch (data)
        {
            case { Status: "invalidated", ReplacedBy: null }:
                return (new IdentityRequest.Invalidate(one), null);
            case { Status: "replaced", ReplacedBy: { } text }:
                return NhsNumber.TryParse(text, out var by)
                    ? (new IdentityRequest.Join(one, new NumberedRecord(pseudonyms.OfPerson(by), by)), null)
                    : (null, ErrorCatalogue.NhsNumberInvalid.At("data.replacedBy"));
            default:
                return (null, ErrorCatalogue.EventDataInvalid.At("data.status"));
        }
    }
}

/// <param name="NhsNumber">The number that changed.</param>
/// <param name="Status"><c>replaced</c> or <c>invalidated</c>.</param>
/// <param name="ReplacedBy">The number in use; with <c>replaced</c> only.</param>
internal sealed record NumberChangedData(string? NhsNumber, string? Status, string? ReplacedBy)
{
    public override string ToString() => "NumberChangedData (withheld)";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NumberChangedData))]
internal sealed partial class NumberChangedJson : JsonSerializerContext;
