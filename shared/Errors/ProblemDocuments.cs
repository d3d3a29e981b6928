using System.Buffers;
using System.Text.Json;

namespace IntegrationHub.Errors;

/// <summary>Refusals as application/problem+json (RFC 9457) for routes that are not FHIR's. <c>code</c> is the permanent one.</summary>
public static class ProblemDocuments
{
    public const string MediaType = "application/problem+json";

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<HubError> errors, string correlationId)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var first = errors[0];
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, $"urn:integration-hub:error:{first.Code}");
            json.WriteString("title"u8, first.Kind.Title);
            json.WriteNumber("status"u8, first.Kind.Status);
            json.WriteString("code"u8, first.Code);
            json.WriteString("correlationId"u8, correlationId);
            json.WriteStartArray("errors"u8);
            foreach (var error in errors)
            {
                json.WriteStartObject();
                json.WriteString("code"u8, error.Code);
                if (error.Location is { } location)
                    json.WriteString("location"u8, location);
                if (error.Reason is { } reason)
                    json.WriteString("reason"u8, reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
