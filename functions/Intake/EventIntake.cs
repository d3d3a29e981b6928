using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Intake;
using IntegrationHub.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Functions.Intake;

/// <summary>CloudEvents 1.0 over HTTP, structured and binary, from systems that do not speak FHIR.</summary>
public sealed class EventIntake(IntakeService intake, IOptions<JsonLimits> limits, TimeProvider time)
{
    [Function("PostEvent")]
    public async Task<IResult> PostEvent(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var binary = request.Headers.ContainsKey("ce-specversion");
        if (!(binary ? Bodies.IsMediaType(request, Bodies.Json) : Bodies.IsMediaType(request, Bodies.CloudEvent)))
            return RefusedResult.Of(ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, limits.Value.MaxBytes, cancellationToken);
        if (body.Error is { } unread)
            return RefusedResult.Of(unread);

        var structured = body.Bytes!;
        if (binary)
        {
            // The event's data is checked as it came; then the event is kept in its structured form, with its attributes.
            if (JsonScan.Run(structured, limits.Value).Error is { } unsound)
                return RefusedResult.Of(unsound);
            structured = BinaryCloudEvent.ToStructured(request.Headers, structured);
        }

        var message = new IncomingMessage(
            new MessageRoute.CareEvent(),
            request.Caller(),
            structured,
            IdempotencyKey: null,
            time.GetUtcNow(),
            Correlation.Of(request.HttpContext)
        );
        switch (await intake.ReceiveAsync(message, cancellationToken))
        {
            case IntakeOutcome.Accepted accepted:
                HubMeter.Accepted(accepted.Entries);
                return TypedResults.StatusCode(StatusCodes.Status202Accepted);
            case IntakeOutcome.Refused refused:
                return new RefusedResult(refused.Errors);
            default:
                throw new InvalidOperationException("An intake outcome of no known kind.");
        }
    }
}
