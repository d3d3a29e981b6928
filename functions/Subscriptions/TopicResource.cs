using System.Text.Json;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>
/// The topics as R4 tells of them: a SubscriptionTopic in a Basic resource by cross-version extensions, and their canonical addresses in the
/// CapabilityStatement.
/// </summary>
internal static class TopicResource
{
    private const string Topic = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.";

    private const string Canonicals =
        "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical";

    private static readonly string[] Filters = ["place", "neighbourhood", "organisation", "kind", "pathway", "priority", "tier", "section"];

    /// <summary>Null where it is not the address of a topic: <c>Basic/{name}</c>.</summary>
    internal static ReadOnlyMemory<byte>? Find(string type, string id)
    {
        // Not as one expression: beside bytes, null is an array of none.
        if (type != "Basic" || !EventTopics.TryParse(id, out var topic))
            return null;
        return SubscriptionAnswers.Write(json => Write(json, topic));
    }

    internal static void WriteCanonicals(Utf8JsonWriter json)
    {
        json.WriteStartArray("extension"u8);
        foreach (var topic in EventTopics.All)
            Extension(json, Canonicals, "valueCanonical", topic.Canonical());
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, EventTopic topic)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Basic"u8);
        json.WriteString("id"u8, topic.Name());
        json.WriteStartArray("extension"u8);
        Extension(json, Topic + "url", "valueUri", topic.Canonical());
        Extension(json, Topic + "version", "valueString", "1.0.0");
        Extension(json, Topic + "title", "valueString", topic.Name());
        Extension(json, Topic + "description", "valueMarkdown", topic.Description());
        foreach (var filter in Filters)
        {
            json.WriteStartObject();
            json.WriteStartArray("extension"u8);
            Extension(json, "filterParameter", "valueString", filter);
            json.WriteEndArray();
            json.WriteString("url"u8, Topic + "canFilterBy");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("modifierExtension"u8);
        Extension(json, Topic + "status", "valueCode", "active");
        json.WriteEndArray();
        json.WriteStartObject("code"u8);
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, "http://hl7.org/fhir/fhir-types"u8);
        json.WriteString("code"u8, "SubscriptionTopic"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Extension(Utf8JsonWriter json, string url, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.WriteString(type, value);
        json.WriteEndObject();
    }
}
