using System.Text.Json;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Referrals;

/// <summary>The members of a step's JSON body, all of them texts. An empty body has none.</summary>
internal static class StepBody
{
    internal static async Task<(IReadOnlyDictionary<string, string> Fields, HubError? Error)> ReadAsync(
        HttpRequest request,
        int maxBytes,
        CancellationToken cancellationToken
    )
    {
        var none = new Dictionary<string, string>();
        if (request.ContentLength is null or 0 && request.ContentType is null)
            return (none, null);
        if (!Bodies.IsMediaType(request, Bodies.Json))
            return (none, ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, maxBytes, cancellationToken);
        if (body.Error is { } unread)
            return (none, unread);
        if (body.Bytes is not { Length: > 0 } bytes)
            return (none, null);
        if (JsonScan.Run(bytes, new JsonLimits()).Error is { } broken)
            return (none, broken);
        try
        {
            var read = JsonSerializer.Deserialize(bytes, ReferralsJson.Default.DictionaryStringString) ?? [];
            return (
                read.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
                null
            );
        }
        catch (JsonException)
        {
            // The exception names a path made of the input; the code says enough.
            return (none, ErrorCatalogue.ReferralActionInvalid);
        }
    }
}
