using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Subscriptions.Fhir;

/// <summary>What a notification is, in the guide's codes.</summary>
public static class NotificationType
{
    public const string Handshake = "handshake";
    public const string Heartbeat = "heartbeat";
    public const string Event = "event-notification";
    public const string Status = "query-status";
    public const string Events = "query-event";
}

/// <param name="Resources">What it is about, where whole resources are sent and may be: address and JSON.</param>
public sealed record NotifiedEvent(long Number, HubEvent Event, IReadOnlyList<(string Address, ReadOnlyMemory<byte> Json)> Resources);

/// <summary>
/// Notifications of the HL7 guide Subscriptions R5 Backport, for R4: a Bundle of type history whose first entry is the status as Parameters
/// (profile backport-subscription-status-r4).
/// </summary>
public static class NotificationBundle
{
    public const string StatusProfile = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4";

    public const string BundleProfile =
        "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-notification-r4";

    /// <param name="last">The last number in the feed.</param>
    /// <param name="payload">What the events may tell: empty says only that there are some.</param>
    public static ReadOnlyMemory<byte> Write(
        Subscription of,
        string type,
        long last,
        IReadOnlyList<NotifiedEvent> events,
        PayloadKind payload,
        string baseUrl,
        DateTimeOffset now
    )
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            // The same notification has the same id, however often it is sent.
            var id = $"{of.Id}-{type}-{(events.Count == 0 ? last : events[0].Number)}";
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("id"u8, id);
            WriteProfile(json, BundleProfile);
            json.WriteString("type"u8, "history"u8);
            json.WriteString("timestamp"u8, RecordJson.Instant(now));
            json.WriteStartArray("entry"u8);
            WriteStatusEntry(json, of, type, last, events, payload, baseUrl);
            foreach (var (address, resource) in events.SelectMany(one => one.Resources))
                WriteResourceEntry(json, $"{baseUrl}/fhir/{address}", address, resource);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The status alone, as <c>$status</c> answers.</summary>
    public static void WriteStatus(
        Utf8JsonWriter json,
        Subscription of,
        string type,
        long last,
        IReadOnlyList<NotifiedEvent> events,
        PayloadKind payload,
        string baseUrl
    )
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Parameters"u8);
        WriteProfile(json, StatusProfile);
        json.WriteStartArray("parameter"u8);
        Start(json, "subscription");
        WriteReference(json, "valueReference", $"{baseUrl}/fhir/Subscription/{of.Id}");
        json.WriteEndObject();
        Write(json, "topic", "valueCanonical", of.Topics[0].Canonical());
        Write(json, "status", "valueCode", FhirSubscription.StatusOf(of));
        Write(json, "type", "valueCode", type);
        Write(json, "events-since-subscription-start", "valueString", Text(last));
        foreach (var each in events)
            WriteEvent(json, each, payload, baseUrl);
        if (of.State is SubscriptionState.Error && of.StateReason is { } reason)
        {
            Start(json, "error");
            json.WriteStartObject("valueCodeableConcept"u8);
            json.WriteString("text"u8, reason);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStatusEntry(
        Utf8JsonWriter json,
        Subscription of,
        string type,
        long last,
        IReadOnlyList<NotifiedEvent> events,
        PayloadKind payload,
        string baseUrl
    )
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, FullUrlOf(of, type, last));
        json.WritePropertyName("resource"u8);
        WriteStatus(json, of, type, last, events, payload, baseUrl);
        WriteHistory(json, $"Subscription/{of.Id}/$status");
        json.WriteEndObject();
    }

    /// <summary>The status is no resource with an address of its own.</summary>
    public static string FullUrlOf(Subscription of, string type, long last)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, of.Id, type, Text(last));
        return $"urn:uuid:{new Guid(hash[..16])}";
    }

    private static void WriteResourceEntry(Utf8JsonWriter json, string fullUrl, string address, ReadOnlyMemory<byte> resource)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, fullUrl);
        json.WritePropertyName("resource"u8);
        json.WriteRawValue(resource.Span);
        WriteHistory(json, address);
        json.WriteEndObject();
    }

    private static void WriteHistory(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject("request"u8);
        json.WriteString("method"u8, "GET"u8);
        json.WriteString("url"u8, url);
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        json.WriteString("status"u8, "200"u8);
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, NotifiedEvent told, PayloadKind payload, string baseUrl)
    {
        Start(json, "notification-event");
        json.WriteStartArray("part"u8);
        Write(json, "event-number", "valueString", Text(told.Number));
        Write(json, "timestamp", "valueInstant", RecordJson.Instant(told.Event.OccurredAt));
        if (payload is not PayloadKind.Empty)
        {
            var focus = FocusOf(told.Event);
            Start(json, "focus");
            WriteReference(json, "valueReference", $"{baseUrl}/fhir/{focus[0]}");
            json.WriteEndObject();
            foreach (var also in focus.Skip(1))
            {
                Start(json, "additional-context");
                WriteReference(json, "valueReference", $"{baseUrl}/fhir/{also}");
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What an event is about; the person's record where it names no resource.</summary>
    public static IReadOnlyList<string> FocusOf(HubEvent told) => told.Focus.Length > 0 ? told.Focus : [$"Patient/{told.Record}"];

    private static void WriteProfile(Utf8JsonWriter json, string profile)
    {
        json.WriteStartObject("meta"u8);
        json.WriteStartArray("profile"u8);
        json.WriteStringValue(profile);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string name, string reference)
    {
        json.WriteStartObject(name);
        json.WriteString("reference"u8, reference);
        json.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
    }

    private static void Write(Utf8JsonWriter json, string name, string type, string value)
    {
        Start(json, name);
        json.WriteString(type, value);
        json.WriteEndObject();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
