using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>The ledger: what was sent, with each attempt, and why somebody did or did not hear of an event.</summary>
public sealed class Deliveries(
    SubscriptionDesk desk,
    DeliveryLedger ledger,
    DeliveryPump pump,
    FeedTrim trim,
    AccessPolicy policy,
    AuditTrail audit
)
{
    private const int Most = 200;
    private const int LongestEventId = 128;

    [Function("ReadDeliveries")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deliveries")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (policy.MaySubscribe(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        if (await desk.FindAsync(caller, request.Query["subscription"].ToString(), cancellationToken) is not { } of)
            return RefusedResult.Of(ErrorCatalogue.SubscriptionNotFound);
        long? after = null;
        if (request.Query["after"].ToString() is { Length: > 0 } text)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("after"));
            after = number;
        }

        var page = await ledger.ReadAsync(of, after, Most, cancellationToken);
        await audit.NoteAsync(request, caller, "read-deliveries", $"subscription={of.Id} listed={page.Lines.Count}", cancellationToken);
        return new BytesResult(
            StatusCodes.Status200OK,
            Bodies.Json,
            SubscriptionAnswers.Write(json => SubscriptionAnswers.Ledger(json, page))
        );
    }

    [Function("WhyDelivered")]
    public async Task<IResult> Why(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deliveries/why")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (policy.MaySubscribe(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var organisation = caller.Organisation;
        if (request.Query.TryGetValue("organisation", out var code) && !OdsCode.TryParse(code, out organisation))
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("organisation"));
        if (request.Query["event"].ToString() is not { Length: > 0 and <= LongestEventId } eventId)
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("event"));
        var (answer, error) = await ledger.WhyAsync(caller, eventId, organisation, cancellationToken);
        if (answer is null)
            return RefusedResult.Of(error!);
        await audit.NoteAsync(request, caller, "why-delivered", $"organisation={organisation}", cancellationToken);
        return new BytesResult(
            StatusCodes.Status200OK,
            Bodies.Json,
            SubscriptionAnswers.Write(json => SubscriptionAnswers.Why(json, answer))
        );
    }

    /// <summary>Every minute, on one instance: what is due is sent, whichever process was to send it.</summary>
    [Function("DeliverDue")]
    public Task Look([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        pump.LookAsync(cancellationToken);

    /// <summary>Every night: what is older than 30 days is dropped.</summary>
    [Function("TrimFeeds")]
    public Task Trim([TimerTrigger("0 40 2 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        trim.RunAsync(cancellationToken);
}
