using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Messaging;

/// <summary>What organisations may subscribe to.</summary>
public enum EventTopic
{
    /// <summary>A person was referred to adult social care, or what became of it.</summary>
    SocialCareReferral = 1,

    /// <summary>An alert of a discharge case, for the council that serves the person.</summary>
    DischargeAlert,

    /// <summary>A care record has something new in a section.</summary>
    RecordChanged,

    /// <summary>What a council decided, for the NHS partners it concerns.</summary>
    CouncilDecision,

    /// <summary>A person moved, died, or has another NHS number.</summary>
    PersonChanged,
}

/// <summary>The tier that an event is for, from the narrowest.</summary>
public enum EventTier
{
    Neighbourhood = 1,
    Place,
    System,
}

/// <summary>
/// Something that happened, as subscribers may be told of it. It names no person but by the record's id, so that it may be told thin;
/// whoever may see more fetches it. The same event, made again after a crash, has the same id.
/// </summary>
/// <param name="Id">Derived from the content: the CloudEvents <c>id</c> and the <c>webhook-id</c>.</param>
/// <param name="Type">The CloudEvents <c>type</c>, such as <c>care.referral.accepted.v1</c>.</param>
/// <param name="OccurredAt">When it happened, as told.</param>
/// <param name="Concerns">ODS codes of the organisations that serve or asked for the person here: those who may be told.</param>
public sealed record HubEvent(
    string Id,
    EventTopic Topic,
    string Type,
    DateTimeOffset OccurredAt,
    RecordId Record,
    EventTier Tier,
    ImmutableArray<OdsCode> Concerns
)
{
    /// <summary>The CloudEvents <c>source</c>.</summary>
    public string Source
    {
        get => field ?? "urn:integration-hub:events";
        init;
    } = "urn:integration-hub:events";

    /// <summary>Id of the discharge case or the referral it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>What happened, in the topic's own words, such as an alert's kind or a referral's state.</summary>
    public string? Kind { get; init; }

    public string? Place { get; init; }

    public string? Neighbourhood { get; init; }

    /// <summary>Discharge pathway, 0 to 3.</summary>
    public int? Pathway { get; init; }

    /// <summary>FHIR's request-priority.</summary>
    public string? Priority { get; init; }

    /// <summary>Sections of the record that it touches.</summary>
    public ImmutableArray<string> Sections
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>The resources it is about, as <c>Type/id</c> by the hub's ids: a FHIR notification's focus.</summary>
    public ImmutableArray<string> Focus
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>
    /// A JSON object to stand as the CloudEvents <c>data</c>, where the topic has a schema of its own; thin as all else here. Null where the
    /// members above say all.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>What a newer version of the hub wrote and this one does not know: kept where the event is stored anew.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>What the commit's transaction stores, for the dispatcher to number for each subscriber.</summary>
    public OutboxMessage ToOutbox() => new(OutboxMessage.ToSubscribers, Id) { Body = ToJson() };

    /// <exception cref="JsonException">The text is none that <see cref="ToJson"/> made.</exception>
    internal static HubEvent Parse(string json) =>
        JsonSerializer.Deserialize(json, HubEventJson.Default.HubEvent) ?? throw new JsonException("No event.");

    internal string ToJson() => JsonSerializer.Serialize(this, HubEventJson.Default.HubEvent);

    public override string ToString() => $"HubEvent {{ Type = {Type} }}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(RecordIdConverter), typeof(OdsCodeConverter)]
)]
[JsonSerializable(typeof(HubEvent))]
internal sealed partial class HubEventJson : JsonSerializerContext;
