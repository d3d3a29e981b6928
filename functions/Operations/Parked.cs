using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Messaging;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>What the hub could not do and has set aside: an operator looks at it, and has it tried again.</summary>
public sealed class Parked(ParkedWork parked, OutboxDispatcher dispatcher, AccessPolicy policy, AuditTrail audit)
{
    [Function("ListParked")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/parked")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (policy.MayOperate(request.Caller()).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var items = await parked.ReadAsync(cancellationToken);
        return new BytesResult(
            StatusCodes.Status200OK,
            Bodies.Json,
            JsonSerializer.SerializeToUtf8Bytes(new ParkedList(items), ParkedJson.Default.ParkedList)
        );
    }

    [Function("ReplayParked")]
    public async Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/parked/{id}/replay")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        var caller = request.Caller();
        if (policy.MayOperate(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var error = await dispatcher.ReplayParkedAsync(id, cancellationToken);
        if (error is not null)
            return RefusedResult.Of(error);
        var entry = new AuditEntry(
            "replay-parked",
            caller.Organisation,
            caller.Role.Name(),
            caller.Subject,
            caller.Purpose,
            null,
            "ok",
            Correlation.Of(request.HttpContext),
            id
        );
        await audit.WriteAsync(entry, cancellationToken);
        return PageRequests.WantsPage(request) ? new SeeOther("/operations?done=parked") : TypedResults.NoContent();
    }
}

internal sealed record ParkedList(IReadOnlyList<ParkedItem> Parked);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ParkedList))]
internal sealed partial class ParkedJson : JsonSerializerContext;
