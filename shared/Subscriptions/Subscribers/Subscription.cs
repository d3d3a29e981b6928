using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>How a subscriber receives. All of them read the same feed, by the same numbers.</summary>
public enum ChannelKind
{
    /// <summary>Nothing is sent: the subscriber asks for what comes after a cursor.</summary>
    Pull = 1,

    /// <summary>CloudEvents to an HTTPS address, signed.</summary>
    Webhook,

    /// <summary>FHIR notification bundles to an HTTPS address, signed.</summary>
    FhirHook,

    /// <summary>Files in the organisation's folder of container <c>outbound</c>.</summary>
    Drop,

    /// <summary>The council's own subscription of the Service Bus topic.</summary>
    Bus,
}

/// <summary>What stands in a notification: nothing but that there is something, ids, or whole resources where the access rules allow.</summary>
public enum PayloadKind
{
    Empty = 1,
    IdOnly,
    Full,
}

public enum SubscriptionState
{
    /// <summary>The address has not yet said that it wants the hub's events. They wait for it.</summary>
    Requested = 1,

    Active,

    /// <summary>By the subscriber. Events wait.</summary>
    Paused,

    /// <summary>By the hub, after days of failure or because the address said it is gone. Events wait.</summary>
    Error,

    /// <summary>Over: nothing more comes into its feed.</summary>
    Ended,
}

/// <param name="Url">Of webhooks; null for the other ways.</param>
/// <param name="HeartbeatSeconds">FHIR only: how often to say that there is nothing to say.</param>
public sealed record Channel(ChannelKind Kind, string? Url, PayloadKind Payload, int? HeartbeatSeconds)
{
    /// <summary>Whether the hub sends by itself what comes into the feed.</summary>
    [JsonIgnore]
    public bool IsPushed => Kind is ChannelKind.Webhook or ChannelKind.FhirHook or ChannelKind.Drop;

    [JsonIgnore]
    public bool HasAddress => Kind is ChannelKind.Webhook or ChannelKind.FhirHook;
}

/// <summary>A pair of signing keys. What is kept is only the part that, with the hub's own key, makes them.</summary>
/// <param name="Nonce">Base64 of 16 random bytes.</param>
/// <param name="Until">Until when it still signs, beside the one that replaced it; null for the newest.</param>
public sealed record SigningKeyPart(string Nonce, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>An organisation's wish to hear of events.</summary>
/// <param name="Id">26 characters of base32; the partition of its feed.</param>
public sealed record Subscription(string Id, OdsCode Organisation)
{
    public required ImmutableArray<EventTopic> Topics { get; init; }

    public EventFilter Filter
    {
        get => field ?? EventFilter.Everything;
        init;
    } = EventFilter.Everything;

    public required Channel Channel { get; init; }

    public SubscriptionState State
    {
        get => field is 0 ? SubscriptionState.Requested : field;
        init;
    } = SubscriptionState.Requested;

    /// <summary>Why it is in the state it is in, in fixed words; null where there is nothing to say.</summary>
    public string? StateReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on nothing more comes into the feed.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>
    /// Topic record-changed only: every change by a message that reaches the hub from then on is told; before it some may be missing. Null
    /// too where the process died between storing the subscription and saying so: verifying it says so.
    /// </summary>
    public DateTimeOffset? CompleteFrom { get; init; }

    /// <summary>Newest first; one, or two while keys are changed.</summary>
    public ImmutableArray<SigningKeyPart> Keys
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>FHIR only: the subscriber's own words for why it subscribes.</summary>
    public string? Reason { get; init; }

    /// <summary>What a newer version of the hub wrote and this one does not know: kept where the subscription changes.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Made of the directory, and not by the council itself: it may receive by another way, and does not end.</summary>
    [JsonIgnore]
    public bool IsBuiltIn => Id.StartsWith(BuiltInPrefix, StringComparison.Ordinal);

    /// <summary>
    /// Whether something of it may be due. What goes over Service Bus is sent when it is told; only where it went another way before, something
    /// may be left of that.
    /// </summary>
    [JsonIgnore]
    internal bool HasSchedule => Channel.IsPushed || Channel.Kind is ChannelKind.Bus && ETag is not null;

    private const string BuiltInPrefix = "bus-";

    internal static string BuiltInIdOf(OdsCode council) => BuiltInPrefix + council.Value.ToLowerInvariant();

    /// <summary>Null when it is not stored.</summary>
    [JsonIgnore]
    public ETag? ETag { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, SubscriptionJson.Default.Subscription);

    internal static Subscription Parse(string json) =>
        JsonSerializer.Deserialize(json, SubscriptionJson.Default.Subscription) ?? throw new JsonException("No subscription.");

    public override string ToString() => $"Subscription {{ Id = {Id}, State = {State} }}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(OdsCodeConverter)]
)]
[JsonSerializable(typeof(Subscription))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;
