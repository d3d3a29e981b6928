using System.Text.Json;

namespace IntegrationHub.Cli.Send;

/// <summary>Reads the hub's permanent codes out of an answer: an OperationOutcome, a Bundle that holds some, or problem+json.</summary>
internal static class AnswerCodes
{
    /// <param name="accepted">
    /// Whether the status was 2xx: then only the entries of a response Bundle can be refusals. Anything else is the resource itself
    /// given back, which may well be an OperationOutcome that somebody sent.
    /// </param>
    public static IReadOnlyList<string> Read(ReadOnlyMemory<byte> body, bool accepted)
    {
        if (body.IsEmpty)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            var codes = new List<string>();
            if (!accepted || Text(document.RootElement, "type") is "batch-response" or "transaction-response" or "message")
                Collect(document.RootElement, codes);
            return codes.Distinct(StringComparer.Ordinal).ToList();
        }
        catch (JsonException)
        {
            // A proxy's page, say: the status alone is the answer.
            return [];
        }
    }

    private static void Collect(JsonElement answer, List<string> codes)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            return;
        switch (Text(answer, "resourceType"))
        {
            case "OperationOutcome":
                FromOutcome(answer, codes);
                break;
            case "Bundle":
                foreach (var entry in Items(answer, "entry"))
                {
                    if (entry.TryGetProperty("resource", out var resource) && Text(resource, "resourceType") == "OperationOutcome")
                        FromOutcome(resource, codes);
                    if (entry.TryGetProperty("response", out var response) && response.TryGetProperty("outcome", out var outcome))
                        Collect(outcome, codes);
                }

                break;
            case null when Text(answer, "code") is { } code:
                codes.Add(code);
                break;
            default:
                break;
        }
    }

    /// <summary>Warnings and information are no refusals, so they do not count.</summary>
    private static void FromOutcome(JsonElement outcome, List<string> codes)
    {
        foreach (var issue in Items(outcome, "issue"))
        {
            if (Text(issue, "severity") is not ("error" or "fatal") || !issue.TryGetProperty("details", out var details))
                continue;
            foreach (var coding in Items(details, "coding"))
            {
                if (Text(coding, "code") is { } code)
                    codes.Add(code);
            }
        }
    }

    /// <summary>Of an array that is not there, none.</summary>
    private static JsonElement.ArrayEnumerator Items(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(property, out var items)
        && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : default;

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(property, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
