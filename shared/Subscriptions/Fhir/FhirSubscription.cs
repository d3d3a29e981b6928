using System.Buffers;
using System.Text.Json;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;
using Subscription = IntegrationHub.Subscriptions.Subscribers.Subscription;

namespace IntegrationHub.Subscriptions.Fhir;

/// <summary>Pure: R4 Subscription resources by the guide's profile backport-subscription, to the hub's own subscriptions and back.</summary>
public static class FhirSubscription
{
    private const string Guide = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
    public const string Profile = Guide + "backport-subscription";
    private const string FilterCriteria = Guide + "backport-filter-criteria";
    private const string HeartbeatPeriod = Guide + "backport-heartbeat-period";
    private const string PayloadContent = Guide + "backport-payload-content";

    private const int MinHeartbeat = 60;
    private const int MaxReason = 500;

    /// <summary>What is asked for; the error where it is none that the hub can keep, with the element that is not.</summary>
    public static (SubscriptionRequest? Request, HubError? Error) Read(Hl7.Fhir.Model.Subscription resource)
    {
        if (!EventTopics.TryParseCanonical(resource.Criteria, out var topic))
            return (null, ErrorCatalogue.TopicUnknown.At("Subscription.criteria"));
        if (resource.Channel is not { Type: Hl7.Fhir.Model.Subscription.SubscriptionChannelType.RestHook } channel)
            return (null, ErrorCatalogue.ChannelInvalid.At("Subscription.channel.type"));
        // A header would be a secret of the subscriber's, kept here: signatures say who sends.
        if (channel.Header.Any() || channel.Payload is not (null or "application/fhir+json"))
            return (null, ErrorCatalogue.FhirSubscriptionInvalid.At("Subscription.channel"));
        if (PayloadOf(TextIn(channel.PayloadElement?.Extension, PayloadContent)) is not { } payload)
            return (null, ErrorCatalogue.FhirSubscriptionInvalid.At("Subscription.channel.payload"));
        var heartbeat = channel.Extension.FirstOrDefault(one => one.Url == HeartbeatPeriod)?.Value;
        var seconds = heartbeat switch
        {
            UnsignedInt unsigned => unsigned.Value,
            Integer whole => whole.Value,
            _ => null,
        };
        if (heartbeat is not null && seconds is not >= MinHeartbeat || resource.Reason?.Length > MaxReason)
            return (null, ErrorCatalogue.FhirSubscriptionInvalid.At("Subscription.channel"));
        var filters = (resource.CriteriaElement?.Extension ?? []).Where(one => one.Url == FilterCriteria).Select(one => TextOf(one.Value));
        if (FilterOf(filters) is not { } filter)
            return (null, ErrorCatalogue.FilterInvalid.At("Subscription.criteria"));
        return (
            new SubscriptionRequest([topic], filter, new Channel(ChannelKind.FhirHook, channel.Endpoint, payload, seconds))
            {
                End = resource.End,
                Reason = resource.Reason,
            },
            null
        );
    }

    public static ReadOnlyMemory<byte> Write(Subscription of)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, of);
        return buffer.WrittenMemory;
    }

    public static void Write(Utf8JsonWriter json, Subscription of)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Subscription"u8);
        json.WriteString("id"u8, of.Id);
        json.WriteStartObject("meta"u8);
        json.WriteStartArray("profile"u8);
        json.WriteStringValue(Profile);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("status"u8, StatusOf(of));
        if (of.End is { } end)
            json.WriteString("end"u8, RecordJson.Instant(end));
        json.WriteString("reason"u8, of.Reason ?? of.Topics[0].Description());
        if (of.State is SubscriptionState.Error && of.StateReason is { } error)
            json.WriteString("error"u8, error);
        json.WriteString("criteria"u8, of.Topics[0].Canonical());
        WriteFilters(json, of);
        json.WriteStartObject("channel"u8);
        if (of.Channel.HeartbeatSeconds is { } seconds)
        {
            json.WriteStartArray("extension"u8);
            json.WriteStartObject();
            json.WriteString("url"u8, HeartbeatPeriod);
            json.WriteNumber("valueUnsignedInt"u8, seconds);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteString("type"u8, "rest-hook"u8);
        if (of.Channel.Url is { } url)
            json.WriteString("endpoint"u8, url);
        json.WriteString("payload"u8, "application/fhir+json"u8);
        json.WriteStartObject("_payload"u8);
        WriteExtension(json, PayloadContent, "valueCode", WordOf(of.Channel.Payload));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>R4's codes: what is paused is off, and so is what has ended.</summary>
    public static string StatusOf(Subscription of) =>
        of.State switch
        {
            SubscriptionState.Requested => "requested",
            SubscriptionState.Active => "active",
            SubscriptionState.Error => "error",
            _ => "off",
        };

    public static string WordOf(PayloadKind payload) =>
        payload switch
        {
            PayloadKind.Empty => "empty",
            PayloadKind.IdOnly => "id-only",
            PayloadKind.Full => "full-resource",
            _ => throw new ArgumentOutOfRangeException(nameof(payload)),
        };

    /// <summary>Of a word that the guide has; id-only where none is said; null for others.</summary>
    public static PayloadKind? PayloadOf(string? word) =>
        word switch
        {
            "empty" => PayloadKind.Empty,
            null or "id-only" => PayloadKind.IdOnly,
            "full-resource" => PayloadKind.Full,
            _ => null,
        };

    /// <summary>Criteria such as <c>place=northfield&amp;pathway=1,2</c>, with or without a type and a question mark in front.</summary>
    private static EventFilter? FilterOf(IEnumerable<string?> criteria)
    {
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var text in criteria)
        {
            if (text is null)
                return null;
            foreach (var pair in text[(text.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&'))
            {
                if (pair.Split('=') is not [var name, { Length: > 0 } values] || !lists.TryAdd(name, values.Split(',')))
                    return null;
            }
        }

        return FilterWords.Parse(lists);
    }

    private static void WriteFilters(Utf8JsonWriter json, Subscription of)
    {
        var words = FilterWords.Of(of.Filter).Select(pair => $"{pair.Name}={string.Join(',', pair.Values)}").ToList();
        if (words.Count == 0)
            return;
        json.WriteStartObject("_criteria"u8);
        WriteExtension(json, FilterCriteria, "valueString", string.Join('&', words));
        json.WriteEndObject();
    }

    private static void WriteExtension(Utf8JsonWriter json, string url, string type, string value)
    {
        json.WriteStartArray("extension"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.WriteString(type, value);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string? TextIn(IEnumerable<Extension>? extensions, string url) =>
        extensions?.FirstOrDefault(one => one.Url == url) is { } found ? TextOf(found.Value) ?? "" : null;

    private static string? TextOf(DataType? value) =>
        value switch
        {
            FhirString text => text.Value,
            Code code => code.Value,
            _ => null,
        };
}
