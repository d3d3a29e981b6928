using System.Globalization;
using System.Text.Json;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Subscriptions;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Fhir;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Subscription = IntegrationHub.Subscriptions.Subscribers.Subscription;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>Subscriptions by the HL7 guide Subscriptions R5 Backport, for R4: the same subscriptions and feeds as elsewhere.</summary>
public sealed class FhirSubscriptions(
    SubscriptionDesk desk,
    FeedStore feeds,
    FhirNotifier notifier,
    AccessPolicy policy,
    AuditTrail audit,
    IOptions<JsonLimits> limits,
    IOptions<SubscriptionOptions> options,
    TimeProvider time
)
{
    private const int MaxBody = 64 * 1024;
    private const int MostEvents = 100;

    [Function("CreateFhirSubscription")]
    public async Task<IResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fhir/Subscription")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (policy.MaySubscribe(request.Caller()).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var (asked, error) = await ReadAsync(request, cancellationToken);
        if (asked is null)
            return RefusedResult.Of(error!);
        var outcome = await desk.RegisterAsync(request.Caller(), asked, cancellationToken);
        return await AnswerAsync(request, "subscribe", outcome, StatusCodes.Status201Created, cancellationToken);
    }

    [Function("ReadFhirSubscription")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/Subscription/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        DeskOutcome outcome = await FindAsync(request, id, cancellationToken) is { } found
            ? new DeskOutcome.Done(found)
            : new DeskOutcome.Refused(ErrorCatalogue.SubscriptionNotFound);
        return await AnswerAsync(request, "read-subscription", outcome, StatusCodes.Status200OK, cancellationToken);
    }

    /// <summary>With status requested it is asked anew whether the address wants events: the way out of the error state.</summary>
    [Function("ChangeFhirSubscription")]
    public async Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "fhir/Subscription/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindAsync(request, id, cancellationToken) is null)
            return RefusedResult.Of(ErrorCatalogue.SubscriptionNotFound);
        var (asked, error) = await ReadAsync(request, cancellationToken);
        if (asked is null)
            return RefusedResult.Of(error!);
        var outcome = await desk.ChangeAsync(request.Caller(), id, asked, cancellationToken);
        return await AnswerAsync(request, "change-subscription", outcome, StatusCodes.Status200OK, cancellationToken);
    }

    [Function("EndFhirSubscription")]
    public async Task<IResult> End(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "fhir/Subscription/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindAsync(request, id, cancellationToken) is null)
            return RefusedResult.Of(ErrorCatalogue.SubscriptionNotFound);
        return await desk.EndAsync(request.Caller(), id, cancellationToken) switch
        {
            DeskOutcome.Refused refused => RefusedResult.Of(refused.Error),
            _ => await NotedAsync(request, "end-subscription", id, TypedResults.NoContent(), cancellationToken),
        };
    }

    [Function("FhirSubscriptionStatus")]
    public async Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/Subscription/{id}/$status")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindAsync(request, id, cancellationToken) is not { } of)
            return RefusedResult.Of(ErrorCatalogue.SubscriptionNotFound);
        var head = await feeds.ReadHeadAsync(of.Id, cancellationToken);
        var body = SubscriptionAnswers.Write(json =>
            WriteSearchSet(
                json,
                NotificationBundle.FullUrlOf(of, NotificationType.Status, head.Last),
                () =>
                    NotificationBundle.WriteStatus(
                        json,
                        of,
                        NotificationType.Status,
                        head.Last,
                        [],
                        PayloadKind.Empty,
                        options.Value.BaseUrl
                    )
            )
        );
        return await NotedAsync(
            request,
            "read-subscription-status",
            id,
            new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, body),
            cancellationToken
        );
    }

    /// <summary>Events by their numbers, for a subscriber that finds a gap.</summary>
    [Function("FhirSubscriptionEvents")]
    public async Task<IResult> Events(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/Subscription/{id}/$events")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await FindAsync(request, id, cancellationToken) is not { } of || of.Organisation != request.Caller().Organisation)
            return RefusedResult.Of(ErrorCatalogue.SubscriptionNotFound);
        if (
            !TryNumber(request, "eventsSinceNumber", 1, out var since)
            || !TryNumber(request, "eventsUntilNumber", long.MaxValue, out var until)
            || since < 1
            || PayloadOf(request, of) is not { } payload
        )
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid);
        var head = await feeds.ReadHeadAsync(of.Id, cancellationToken);
        if (since < head.Oldest)
            return RefusedResult.Of(ErrorCatalogue.CursorTooOld);
        var entries = (await feeds.ReadAsync(of.Id, since - 1, MostEvents, cancellationToken)).Where(entry => entry.Number <= until);
        var shown = new List<NotifiedEvent>();
        foreach (var entry in entries)
            shown.Add(await notifier.ShowAsync(of, entry.Number, entry.Event, payload, cancellationToken));
        var body = NotificationBundle.Write(
            of,
            NotificationType.Events,
            head.Last,
            shown,
            payload,
            options.Value.BaseUrl,
            time.GetUtcNow()
        );
        return await NotedAsync(
            request,
            "read-subscription-events",
            id,
            new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, body),
            cancellationToken
        );
    }

    /// <summary>Never more than the subscription itself was allowed to ask for.</summary>
    private static PayloadKind? PayloadOf(HttpRequest request, Subscription of)
    {
        if (request.Query["content"].ToString() is not { Length: > 0 } word)
            return of.Channel.Payload;
        return FhirSubscription.PayloadOf(word) is { } asked
            ? asked < of.Channel.Payload
                ? asked
                : of.Channel.Payload
            : null;
    }

    private async Task<Subscription?> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Caller(), id, cancellationToken)
            is { Channel.Kind: ChannelKind.FhirHook, State: not SubscriptionState.Ended } found
            ? found
            : null;

    private async Task<(SubscriptionRequest? Request, HubError? Error)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!Bodies.IsMediaType(request, Bodies.Fhir, Bodies.Json))
            return (null, ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if (body.Error is { } unread)
            return (null, unread);
        if (JsonScan.Run(body.Bytes, limits.Value).Error is { } unsound)
            return (null, unsound);
        var reading = FhirReader.Read(body.Bytes, limits.Value, lenient: false);
        if (reading.Errors.Count > 0)
            return (null, reading.Errors[0]);
        return reading.Resource is Hl7.Fhir.Model.Subscription resource
            ? FhirSubscription.Read(resource)
            : (null, ErrorCatalogue.FhirSubscriptionInvalid);
    }

    private async Task<IResult> AnswerAsync(
        HttpRequest request,
        string action,
        DeskOutcome outcome,
        int status,
        CancellationToken cancellationToken
    )
    {
        if (outcome is not DeskOutcome.Done { Subscription: var of, Keys: var keys })
            return RefusedResult.Of(((DeskOutcome.Refused)outcome).Error);
        // A FHIR Subscription has no place for it; it is shown once, as on the hub's own routes.
        if (keys is not null)
            request.HttpContext.Response.Headers["Webhook-Secret"] = keys.Secret;
        var result = new BytesResult(status, Bodies.Fhir, FhirSubscription.Write(of))
        {
            Location = status == StatusCodes.Status201Created ? $"/fhir/Subscription/{of.Id}" : null,
        };
        return await NotedAsync(request, action, of.Id, result, cancellationToken);
    }

    private async Task<IResult> NotedAsync(
        HttpRequest request,
        string action,
        string id,
        IResult result,
        CancellationToken cancellationToken
    )
    {
        await audit.NoteAsync(request, request.Caller(), action, $"subscription={id} form=fhir", cancellationToken);
        return result;
    }

    private static void WriteSearchSet(Utf8JsonWriter json, string fullUrl, Action write)
    {
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Bundle"u8);
        json.WriteString("type"u8, "searchset"u8);
        json.WriteNumber("total"u8, 1);
        json.WriteStartArray("entry"u8);
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, fullUrl);
        json.WritePropertyName("resource"u8);
        write();
        json.WriteStartObject("search"u8);
        json.WriteString("mode"u8, "match"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool TryNumber(HttpRequest request, string name, long otherwise, out long value)
    {
        value = otherwise;
        return request.Query[name].ToString() is not { Length: > 0 } text
            || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
