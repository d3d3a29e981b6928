using System.Buffers;
using System.Text.Json;

namespace IntegrationHub.Errors;

/// <summary>Refusals in FHIR's form. The permanent code is <c>issue.details.coding.code</c>; nothing of the input is repeated.</summary>
public static class OperationOutcomes
{
    /// <summary>CodeSystem of the hub's codes.</summary>
    public const string CodeSystem = "https://integration-hub.example/CodeSystem/error-code";

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<HubError> errors)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, errors);
        return buffer.WrittenMemory;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<HubError> errors) => Write(json, errors, "error"u8);

    /// <summary>What was let through: the same issues, of severity warning.</summary>
    public static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<HubError> warnings) => Write(json, warnings, "warning"u8);

    private static void Write(Utf8JsonWriter json, IReadOnlyList<HubError> errors, ReadOnlySpan<byte> severity)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(errors);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "OperationOutcome"u8);
        json.WriteStartArray("issue"u8);
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("severity"u8, severity);
            json.WriteString("code"u8, error.Kind.IssueType);
            json.WriteStartObject("details"u8);
            json.WriteStartArray("coding"u8);
            json.WriteStartObject();
            json.WriteString("system"u8, CodeSystem);
            json.WriteString("code"u8, error.Code);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("text"u8, error.Kind.Title);
            json.WriteEndObject();
            if (error.Reason is { } reason)
                json.WriteString("diagnostics"u8, reason);
            if (error.Location is { } location)
            {
                json.WriteStartArray("expression"u8);
                json.WriteStringValue(location);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
