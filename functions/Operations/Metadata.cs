using System.Buffers;
using System.Text.Json;
using Hl7.Fhir.Model;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Subscriptions.Fhir;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>What the hub's FHIR routes can do, for clients that ask first.</summary>
public sealed class Metadata(TimeProvider time)
{
    private readonly ReadOnlyMemory<byte> statement = Write(time.GetUtcNow());

    [Function("CapabilityStatement")]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/metadata")] HttpRequest request) =>
        new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, statement);

    private static ReadOnlyMemory<byte> Write(DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "CapabilityStatement"u8);
            json.WriteString("status"u8, "active"u8);
            json.WriteString("date"u8, now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("kind"u8, "instance"u8);
            json.WriteStartObject("implementation"u8);
            json.WriteString("description"u8, "Integration hub of an Integrated Care System"u8);
            json.WriteEndObject();
            json.WriteString("fhirVersion"u8, "4.0.1"u8);
            json.WriteStartArray("format"u8);
            json.WriteStringValue("application/fhir+json"u8);
            json.WriteEndArray();
            json.WriteStartArray("rest"u8);
            json.WriteStartObject();
            json.WriteString("mode"u8, "server"u8);
            json.WriteStartArray("resource"u8);
            foreach (var type in ModelInfo.SupportedResources)
                WriteResource(json, type);
            json.WriteEndArray();
            WriteCodes(json, "interaction"u8, ["transaction", "batch"]);
            json.WriteStartArray("operation"u8);
            WriteOperation(json, "process-message"u8, "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message"u8);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteResource(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        if (type == "Subscription")
            TopicResource.WriteCanonicals(json);
        json.WriteString("type"u8, type);
        if (type == "Subscription")
        {
            WriteSubscription(json);
            return;
        }

        string[] interactions = ["read", "vread", "history-instance", "create", "update", "delete"];
        WriteCodes(json, "interaction"u8, type == "Patient" ? [.. interactions, "search-type"] : interactions);
        json.WriteString("versioning"u8, "versioned"u8);
        json.WriteBoolean("updateCreate"u8, true);
        if (type == "Patient")
        {
            json.WriteStartArray("searchParam"u8);
            json.WriteStartObject();
            json.WriteString("name"u8, "identifier"u8);
            json.WriteString("type"u8, "token"u8);
            json.WriteString("documentation"u8, "NHS number, by POST to _search only"u8);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("operation"u8);
            WriteOperation(json, "everything"u8, "http://hl7.org/fhir/OperationDefinition/Patient-everything"u8);
            WriteOperation(json, "summary"u8, "https://integration-hub.example/OperationDefinition/Patient-summary"u8);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Subscriptions to the hub itself, not resources of a record.</summary>
    private static void WriteSubscription(Utf8JsonWriter json)
    {
        json.WriteStartArray("supportedProfile"u8);
        json.WriteStringValue(FhirSubscription.Profile);
        json.WriteEndArray();
        WriteCodes(json, "interaction"u8, ["read", "create", "update", "delete"]);
        json.WriteStartArray("operation"u8);
        WriteOperation(
            json,
            "status"u8,
            "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status"u8
        );
        WriteOperation(
            json,
            "events"u8,
            "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events"u8
        );
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> definition)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("definition"u8, definition);
        json.WriteEndObject();
    }

    private static void WriteCodes(Utf8JsonWriter json, ReadOnlySpan<byte> name, params ReadOnlySpan<string> codes)
    {
        json.WriteStartArray(name);
        foreach (var code in codes)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
