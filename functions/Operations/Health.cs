using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>For load balancers and the command line: is the process up, and can it take messages.</summary>
public sealed class Health(StartUp startUp)
{
    [Function("HealthLive")]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        TypedResults.Text("live");

    [Function("HealthReady")]
    public IResult Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request) =>
        startUp.IsReady ? TypedResults.Text("ready") : RefusedResult.Of(ErrorCatalogue.StoreUnavailable);
}
