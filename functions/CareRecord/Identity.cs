using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Intake;
using IntegrationHub.Intake.Persons;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>Which records are one person's: decided, looked up and undone by a privacy officer or an operator.</summary>
public sealed class Identity(IntakeService intake, IdentityHistory history, TimeProvider time)
{
    private const int MaxBody = 8192;

    private static readonly JsonLimits Small = new() { MaxBytes = MaxBody };

    [Function("DecideIdentity")]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "records/{recordId}/identity")] HttpRequest request,
        string recordId,
        CancellationToken cancellationToken
    )
    {
        if (!Bodies.IsMediaType(request, Bodies.Json))
            return RefusedResult.Of(ErrorCatalogue.MediaTypeNotSupported);
        // Join, separate and join again may be asked for in the same words: only a key tells a second decision from a repeated one.
        var key = request.Headers["Idempotency-Key"];
        if (key.Count == 0)
            return RefusedResult.Of(ErrorCatalogue.KeyNeeded);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if ((body.Error ?? JsonScan.Run(body.Bytes, Small).Error) is { } unread)
            return RefusedResult.Of(unread);
        if (DecisionOn(recordId, body.Bytes!) is not { } decision)
            return RefusedResult.Of(ErrorCatalogue.BodyInvalid);

        var message = new IncomingMessage(
            new MessageRoute.Identity(),
            request.Caller(),
            decision,
            key.ToString(),
            time.GetUtcNow(),
            Correlation.Of(request.HttpContext)
        );
        return await intake.ReceiveAsync(message, cancellationToken) switch
        {
            IntakeOutcome.Accepted => TypedResults.NoContent(),
            IntakeOutcome.Refused refused => new RefusedResult(refused.Errors),
            _ => throw new InvalidOperationException("An intake outcome of no known kind."),
        };
    }

    [Function("ReadIdentity")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "records/{recordId}/identity")] HttpRequest request,
        string recordId,
        CancellationToken cancellationToken
    )
    {
        var (view, error) = await history.ReadAsync(request.Caller(), recordId, Correlation.Of(request.HttpContext), cancellationToken);
        return view is null
            ? RefusedResult.Of(error!)
            : new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Json,
                JsonSerializer.SerializeToUtf8Bytes(view, IdentityJson.Default.IdentityView)
            );
    }

    /// <summary>The message that is kept says by itself which record it is about.</summary>
    private static byte[]? DecisionOn(string recordId, byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, IdentityDecisionJson.Default.IdentityDecision) is { Record: null } decision
                ? JsonSerializer.SerializeToUtf8Bytes(decision with { Record = recordId }, IdentityDecisionJson.Default.IdentityDecision)
                : null;
        }
        catch (JsonException)
        {
            // Its message names what was sent; the code says enough.
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IdentityView))]
internal sealed partial class IdentityJson : JsonSerializerContext;
