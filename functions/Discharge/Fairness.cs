using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Fairness;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>How soon each organisation answers what it is asked, NHS and council on one scale. Counts only.</summary>
public sealed class Fairness(FairnessStore store, HubDirectory directory, AccessPolicy policy, AuditTrail audit, TimeProvider time)
{
    private const string Month = "yyyy-MM";

    [Function("ReadFairness")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fairness")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var caller = request.Caller();
        if (policy.MaySeeFairness(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var now = time.GetUtcNow().UtcDateTime.ToString(Month, CultureInfo.InvariantCulture);
        var (from, to) = (MonthIn(request, "from", now), MonthIn(request, "to", now));
        if (from is null || to is null || string.CompareOrdinal(from, to) > 0)
            return RefusedResult.Of(ErrorCatalogue.MonthInvalid);

        // Whoever can be asked for something: the hosts of discharge hubs, and the councils.
        var asked = directory
            .DischargeHubs.Values.Select(hub => hub.Host)
            .Concat(directory.Places.Values.Select(place => place.Council))
            .Select(code => code.Value)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var figures = await Task.WhenAll(asked.Select(organisation => store.ReadAsync(organisation, from, to, cancellationToken)));
        var entry = new AuditEntry(
            "read-fairness",
            caller.Organisation,
            caller.Role.Name(),
            caller.Subject,
            caller.Purpose,
            null,
            "ok",
            Correlation.Of(request.HttpContext),
            $"{from}/{to}"
        );
        await audit.WriteAsync(entry, cancellationToken);
        return new BytesResult(
            StatusCodes.Status200OK,
            Bodies.Json,
            JsonSerializer.SerializeToUtf8Bytes(new FairnessAnswer(from, to, figures), FairnessJson.Default.FairnessAnswer)
        );
    }

    private static string? MonthIn(HttpRequest request, string name, string otherwise)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text)
            return otherwise;
        return DateOnly.TryParseExact(text, Month, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null;
    }
}

/// <param name="From">First month, yyyy-MM.</param>
/// <param name="To">Last month, included.</param>
internal sealed record FairnessAnswer(string From, string To, IReadOnlyList<FairnessFigures> Organisations);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FairnessAnswer))]
internal sealed partial class FairnessJson : JsonSerializerContext;
