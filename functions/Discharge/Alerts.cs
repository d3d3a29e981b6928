using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using IntegrationHub.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>Discharge hubs take alerts and say what they do with them.</summary>
public sealed class Alerts(AlertDesk desk, AlertHandling work, HubDirectory directory, AccessPolicy policy, BoardDoor door)
{
    private const int MaxBody = 4096;
    private const int MostAtOnce = 32;
    private const int LongestWaitSeconds = 30;

    [Function("ClaimAlerts")]
    public async Task<IResult> Claim(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "discharge-hubs/{hub}/alerts/claim")] HttpRequest request,
        string hub,
        CancellationToken cancellationToken
    )
    {
        var (asked, discharge, error) = await AdmitAsync(request, hub, AlertsJson.Default.ClaimRequest, cancellationToken);
        if (error is not null)
            return RefusedResult.Of(error);
        if (asked is not { Max: >= 1 and <= MostAtOnce, WaitSeconds: >= 0 and <= LongestWaitSeconds })
            return RefusedResult.Of(ErrorCatalogue.ClaimInvalid);

        var alerts = await desk.ClaimAsync(
            discharge!,
            asked.Max,
            TimeSpan.FromSeconds(asked.WaitSeconds),
            request.Caller(),
            cancellationToken
        );
        HubMeter.Claimed(discharge!.Id, alerts.Count);
        foreach (var alert in alerts)
            await AuditAsync(request, "claim-alert", alert.Id, discharge!, cancellationToken);
        return new BytesResult(
            StatusCodes.Status200OK,
            Bodies.Json,
            JsonSerializer.SerializeToUtf8Bytes(new ClaimAnswer(alerts), AlertsJson.Default.ClaimAnswer)
        );
    }

    [Function("WorkAlert")]
    public async Task<IResult> Work(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "discharge-hubs/{hub}/alerts/{id}/{verb}")] HttpRequest request,
        string hub,
        string id,
        string verb,
        CancellationToken cancellationToken
    )
    {
        if (!AlertVerbs.TryParse(verb, out var action))
            return RefusedResult.Of(ErrorCatalogue.NoSuchRoute);
        var (asked, discharge, error) = await AdmitAsync(request, hub, AlertsJson.Default.WorkRequest, cancellationToken);
        if (error is not null)
            return RefusedResult.Of(error);
        if (asked?.LockToken is not { Length: > 0 } token)
            return RefusedResult.Of(ErrorCatalogue.BodyInvalid.At("lockToken"));
        var command = new AlertCommand(action, token, asked.Reason, asked.ToHub);
        if (await work.DoAsync(discharge!, id, command, request.Caller(), cancellationToken) is { } refused)
            return RefusedResult.Of(refused);
        await AuditAsync(request, $"{verb}-alert", id, discharge!, cancellationToken);
        return TypedResults.NoContent();
    }

    private async Task<(T? Asked, DischargeHub? Hub, HubError? Error)> AdmitAsync<T>(
        HttpRequest request,
        string hubId,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (!directory.DischargeHubs.TryGetValue(hubId, out var hub))
            return (null, null, ErrorCatalogue.DischargeHubUnknown);
        if (policy.MayClaim(request.Caller(), hub).Refusal is { } notAllowed)
            return (null, null, notAllowed);
        if (!Bodies.IsMediaType(request, Bodies.Json))
            return (null, null, ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if ((body.Error ?? JsonScan.Run(body.Bytes, Small).Error) is { } unread)
            return (null, null, unread);
        try
        {
            return (JsonSerializer.Deserialize(body.Bytes, type), hub, null);
        }
        catch (JsonException)
        {
            // Its message names what was sent; the code says enough.
            return (null, null, ErrorCatalogue.BodyInvalid);
        }
    }

    private static readonly JsonLimits Small = new() { MaxBytes = MaxBody };

    private Task AuditAsync(HttpRequest request, string action, string alertId, DischargeHub hub, CancellationToken cancellationToken) =>
        door.NoteAsync(
            request.Caller(),
            Correlation.Of(request.HttpContext),
            action,
            RecordId.TryParse(alertId[..RecordId.Length], out var known) ? known : null,
            hub.Id,
            cancellationToken
        );
}

/// <param name="Max">1 to 32.</param>
/// <param name="WaitSeconds">0 to 30: how long to wait for the first alert.</param>
internal sealed record ClaimRequest(int Max = 1, int WaitSeconds = 0);

internal sealed record ClaimAnswer(IReadOnlyList<ClaimedAlert> Alerts);

/// <param name="Reason">3 to 500 characters; needed to pass on, escalate and withdraw.</param>
/// <param name="ToHub">To pass on: the hub's id; left out, the one that serves the person's place.</param>
internal sealed record WorkRequest(string? LockToken, string? Reason, string? ToHub)
{
    public override string ToString() => "WorkRequest (withheld)";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(WorkRequest))]
internal sealed partial class AlertsJson : JsonSerializerContext;
