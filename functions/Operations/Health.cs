using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Functions.Http;
using IntegrationHub.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>For load balancers and the command line: is the process up, and can it take messages; if not, what is wrong in words.</summary>
public sealed class Health(Dependencies dependencies)
{
    [Function("HealthLive")]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        TypedResults.Text("live");

    [Function("HealthReady")]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var states = await dependencies.AskAsync(cancellationToken);
        var isReady = states.All(state => state.IsWell);
        return new BytesResult(
            isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            Bodies.Json,
            JsonSerializer.SerializeToUtf8Bytes(new ReadyAnswer(isReady ? "ready" : "not-ready", states), HealthJson.Default.ReadyAnswer)
        );
    }
}

internal sealed record ReadyAnswer(string Status, IReadOnlyList<DependencyState> Dependencies);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadyAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
