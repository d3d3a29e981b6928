using IntegrationHub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Api;

/// <summary>The interface as a document, for partners' tools.</summary>
public sealed class OpenApi
{
    private static readonly Lazy<byte[]> Document = new(ApiDocument.Write);

    [Function("OpenApi")]
    public static IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        new BytesResult(StatusCodes.Status200OK, Bodies.Json, Document.Value);
}
