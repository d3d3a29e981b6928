using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Subscriptions;

/// <summary>
/// An event as a CloudEvent 1.0 in JSON, the same whichever way it goes. <c>sequence</c> is its number in the subscription's feed (the
/// CloudEvents extension of that name), so that a gap shows.
/// </summary>
public static class CloudEventJson
{
    public const string MediaType = "application/cloudevents+json";

    public static ReadOnlyMemory<byte> Write(HubEvent told, string subscription, long number)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, told, subscription, number);
        return buffer.WrittenMemory;
    }

    public static void Write(Utf8JsonWriter json, HubEvent told, string subscription, long number)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, told.Id);
        json.WriteString("source"u8, told.Source);
        json.WriteString("type"u8, told.Type);
        json.WriteString("time"u8, RecordJson.Instant(told.OccurredAt));
        if (told.Subject is { } subject)
            json.WriteString("subject"u8, subject);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WriteString("subscriptionid"u8, subscription);
        json.WriteString("sequence"u8, number.ToString("D12", CultureInfo.InvariantCulture));
        json.WritePropertyName("data"u8);
        if (told.Data is { } data)
            json.WriteRawValue(data);
        else
            WriteData(json, told);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, HubEvent told)
    {
        json.WriteStartObject();
        json.WriteString("topic"u8, told.Topic.Name());
        json.WriteString("recordId"u8, told.Record.Value);
        json.WriteString("tier"u8, TierWords.Name(told.Tier));
        Write(json, "kind", told.Kind);
        Write(json, "place", told.Place);
        Write(json, "neighbourhood", told.Neighbourhood);
        if (told.Pathway is { } pathway)
            json.WriteNumber("pathway"u8, pathway);
        Write(json, "priority", told.Priority);
        Write(json, "sections", told.Sections);
        Write(json, "focus", told.Focus);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
