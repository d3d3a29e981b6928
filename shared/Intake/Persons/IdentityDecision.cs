using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>
/// What a privacy officer or an operator decides of a record, with the reason: kept as a message of its own, so that it is in the
/// record's audit chain, can be worked in again, and is undone by another.
/// </summary>
/// <param name="Action"><c>join</c>, <c>separate</c>, <c>invalidate</c> or <c>restore</c>.</param>
/// <param name="Record">The record that is joined to, or separated from, the other; or whose number it is about.</param>
/// <param name="With">The other record, which admits this one; with join and separate only.</param>
/// <param name="Reason">In words, 10 to 1,000 characters.</param>
public sealed record IdentityDecision(string? Action, string? Record, string? With, string? Reason)
{
    private const int ShortestReason = 10;
    private const int LongestReason = 1000;

    public override string ToString() => $"IdentityDecision {{ Action = {Action} }}";

    internal static (IdentityRequest? Request, HubError? Error) Read(ReadOnlySpan<byte> json)
    {
        IdentityDecision? decision;
        try
        {
            decision = JsonSerializer.Deserialize(json, IdentityDecisionJson.Default.IdentityDecision);
        }
        catch (JsonException)
        {
            return (null, ErrorCatalogue.BodyInvalid);
        }

        if (decision?.Reason?.Trim() is not { Length: >= ShortestReason and <= LongestReason })
            return (null, ErrorCatalogue.ReasonMissing.At("reason"));
        if (!RecordId.TryParse(decision.Record, out var record))
            return (null, ErrorCatalogue.NotFound);
        RecordId? with = RecordId.TryParse(decision.With, out var other) ? other : null;
        return (decision.Action, decision.With, with) switch
        {
            ("join", _, { } into) => (new IdentityRequest.Join(new NumberedRecord(record), new NumberedRecord(into)), null),
            ("separate", _, { } from) => (new IdentityRequest.Separate(record, from), null),
            ("join" or "separate", not null, null) => (null, ErrorCatalogue.NotFound),
            ("invalidate", null, _) => (new IdentityRequest.Invalidate(new NumberedRecord(record)), null),
            ("restore", null, _) => (new IdentityRequest.Restore(record), null),
            _ => (null, ErrorCatalogue.BodyInvalid.At("action")),
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IdentityDecision))]
public sealed partial class IdentityDecisionJson : JsonSerializerContext;
