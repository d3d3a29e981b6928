using System.Globalization;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Intake;
using IntegrationHub.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Functions.Intake;

/// <summary>FHIR R4 in JSON, from GP systems, trusts and councils.</summary>
public sealed class FhirIntake(IntakeService intake, IOptions<JsonLimits> limits, TimeProvider time)
{
    private const string IdempotencyKey = "Idempotency-Key";

    [Function("PostBundle")]
    public Task<IResult> PostBundle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fhir")] HttpRequest request,
        CancellationToken cancellationToken
    ) => ReceiveAsync(request, new MessageRoute.Bundle(MessagesOnly: false), cancellationToken);

    [Function("ProcessMessage")]
    public Task<IResult> ProcessMessage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fhir/$process-message")] HttpRequest request,
        CancellationToken cancellationToken
    ) => ReceiveAsync(request, new MessageRoute.Bundle(MessagesOnly: true), cancellationToken);

    [Function("CreateResource")]
    public Task<IResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fhir/{type}")] HttpRequest request,
        string type,
        CancellationToken cancellationToken
    ) => ReceiveAsync(request, new MessageRoute.Create(type), cancellationToken);

    [Function("UpdateResource")]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "fhir/{type}/{id}")] HttpRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    ) => ReceiveAsync(request, new MessageRoute.Update(type, id), cancellationToken);

    [Function("DeleteResource")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "fhir/{type}/{id}")] HttpRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        // Only the id that the hub gave says whose resource it is.
        if (!HubResourceId.TryParse(id, out _) || !ModelInfo.IsKnownResource(type))
            return RefusedResult.Of(ErrorCatalogue.NotFound);
        if (request.Headers.IfMatch.Count > 0)
            return RefusedResult.Of(ErrorCatalogue.ConditionalNotSupported);
        var key = request.Headers[IdempotencyKey];
        var message = new IncomingMessage(
            new MessageRoute.Bundle(MessagesOnly: false),
            request.Caller(),
            Deletion.Of($"{type}/{id}", key.Count == 0 ? Guid.CreateVersion7(time.GetUtcNow()) : null),
            key.Count == 0 ? null : key.ToString(),
            time.GetUtcNow(),
            Correlation.Of(request.HttpContext)
        );
        return await intake.ReceiveAsync(message, cancellationToken) switch
        {
            IntakeOutcome.Accepted accepted => Counted(accepted, TypedResults.NoContent()),
            IntakeOutcome.Refused refused => new RefusedResult(refused.Errors),
            _ => throw new InvalidOperationException("An intake outcome of no known kind."),
        };
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request, MessageRoute route, CancellationToken cancellationToken)
    {
        if (!Bodies.IsMediaType(request, Bodies.Fhir, Bodies.Json))
            return RefusedResult.Of(ErrorCatalogue.MediaTypeNotSupported);
        if (FhirMediaType.CheckVersion(MediaTypeHeaderValue.Parse(request.ContentType)) is { } otherVersion)
            return RefusedResult.Of(otherVersion);
        if (request.Headers.IfMatch.Count + request.Headers.IfNoneMatch.Count + request.Headers["If-None-Exist"].Count > 0)
            return RefusedResult.Of(ErrorCatalogue.ConditionalNotSupported);
        var body = await Bodies.ReadAsync(request, limits.Value.MaxBytes, cancellationToken);
        if (body.Error is { } unread)
            return RefusedResult.Of(unread);

        var key = request.Headers[IdempotencyKey];
        var message = new IncomingMessage(
            route,
            request.Caller(),
            body.Bytes,
            key.Count == 0 ? null : key.ToString(),
            time.GetUtcNow(),
            Correlation.Of(request.HttpContext)
        );
        return await intake.ReceiveAsync(message, cancellationToken) switch
        {
            IntakeOutcome.Accepted accepted => Counted(accepted, ToResult(accepted.Answer)),
            IntakeOutcome.Refused refused => new RefusedResult(refused.Errors),
            _ => throw new InvalidOperationException("An intake outcome of no known kind."),
        };
    }

    private static IResult Counted(IntakeOutcome.Accepted accepted, IResult result)
    {
        HubMeter.Accepted(accepted.Entries);
        return result;
    }

    private static BytesResult ToResult(FhirAnswer answer) =>
        new(answer.Status, Bodies.Fhir, answer.Body)
        {
            Location = answer.Location is null ? null : $"/fhir/{answer.Location}",
            ETag = answer.ETag,
            LastModified = answer.LastModified is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null,
        };
}
