using System.Text.Json;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Cli.Send;

/// <summary>A message and where it goes: <paramref name="Path"/> is relative to the hub's address.</summary>
internal sealed record OutgoingMessage(string Name, HttpMethod Method, string Path, string ContentType, byte[] Body)
{
    public const string FhirJson = "application/fhir+json";
    public const string CloudEventJson = "application/cloudevents+json";

    /// <summary>
    /// A CloudEvent (it has <c>specversion</c>) goes to /events; a Bundle to /fhir; any other resource to /fhir/{type}, with PUT
    /// where it has an id that may stand in an address (some systems use the NHS number as id). What is none of these goes to /fhir too, so that the hub says what is wrong with it.
    /// </summary>
    public static OutgoingMessage From(string name, byte[] body)
    {
        var (type, id, isEvent) = Look(body);
        if (isEvent)
            return new OutgoingMessage(name, HttpMethod.Post, "events", CloudEventJson, body);
        if (type is null or "Bundle" || !type.All(char.IsAsciiLetter) || type.Length == 0)
            return new OutgoingMessage(name, HttpMethod.Post, "fhir", FhirJson, body);
        return IsPlainId(id)
            ? new OutgoingMessage(name, HttpMethod.Put, $"fhir/{type}/{id}", FhirJson, body)
            : new OutgoingMessage(name, HttpMethod.Post, $"fhir/{type}", FhirJson, body);
    }

    private static bool IsPlainId(string? id) =>
        id is { Length: > 0 and <= 64 }
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
        && id.Any(c => c != '.')
        && !NhsNumber.TryParse(id, out _);

    private static (string? Type, string? Id, bool IsEvent) Look(byte[] body)
    {
        string? type = null;
        string? id = null;
        var isEvent = false;
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var property = reader.GetString();
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && property == "resourceType")
                    type = reader.GetString();
                else if (reader.TokenType == JsonTokenType.String && property == "id")
                    id = reader.GetString();
                else if (property == "specversion")
                    isEvent = true;
                reader.TrySkip();
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not UTF-8: the hub is asked for its verdict on the whole.
            return (null, null, false);
        }

        return (type, id, isEvent && type is null);
    }
}
