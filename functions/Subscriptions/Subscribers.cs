using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Subscriptions;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>Organisations subscribe to events, and look after their subscriptions.</summary>
public sealed class Subscribers(
    SubscriptionDesk desk,
    DeskReceipts receipts,
    DeliveryLedger ledger,
    HubDirectory directory,
    AccessPolicy policy,
    AuditTrail audit,
    IOptions<JsonLimits> limits
)
{
    private const int MaxBody = 16 * 1024;

    private readonly SubscriptionPages pages = new(desk, ledger, directory);

    [Function("CreateSubscription")]
    public async Task<IResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subscriptions")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (policy.MaySubscribe(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var (asked, form, error) = await ReadAsync(request, cancellationToken);
        if (asked is null)
            return await RefuseAsync(request, id: null, error!, cancellationToken, form);
        return await AnswerAsync(
            request,
            "subscribe",
            await desk.RegisterAsync(caller, asked, cancellationToken),
            StatusCodes.Status201Created,
            cancellationToken,
            form: form
        );
    }

    [Function("ListSubscriptions")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subscriptions")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (policy.MaySubscribe(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var all = await desk.ListAsync(caller, cancellationToken);
        await audit.NoteAsync(request, caller, "list-subscriptions", $"listed={all.Count}", cancellationToken);
        if (PageRequests.WantsPage(request))
            return await pages.ListAsync(caller, error: null, form: null, cancellationToken);
        return new BytesResult(
            StatusCodes.Status200OK,
            Bodies.Json,
            SubscriptionAnswers.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("subscriptions"u8);
                foreach (var one in all)
                    SubscriptionAnswers.Subscription(json, one, desk.PublicKeys(one));
                json.WriteEndArray();
                json.WriteEndObject();
            })
        );
    }

    [Function("ReadSubscription")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "subscriptions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (await desk.FindAsync(caller, id, cancellationToken) is not { } found)
            return RefusedResult.Of(ErrorCatalogue.SubscriptionNotFound);
        if (!PageRequests.WantsPage(request))
            return await AnswerAsync(request, "read-subscription", new DeskOutcome.Done(found), StatusCodes.Status200OK, cancellationToken);
        var done = receipts.Read(SubscriptionReceipt.Of(request), caller, found);
        var detail = done?.Keys is null ? $"subscription={id}" : $"subscription={id} secret=shown";
        await audit.NoteAsync(request, caller, "read-subscription", detail, cancellationToken);
        var page = await pages.OneAsync(caller, found, done, error: null, cancellationToken);
        // Last: a page that could not be made must not be the one time that the secret was shown.
        SubscriptionReceipt.TakeAway(request.HttpContext, id);
        return page;
    }

    [Function("ChangeSubscription")]
    public async Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "subscriptions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (asked, _, error) = await ReadAsync(request, cancellationToken);
        if (asked is null)
            return RefusedResult.Of(error!);
        var outcome = await desk.ChangeAsync(request.Caller(), id, asked, cancellationToken);
        return await AnswerAsync(request, "change-subscription", outcome, StatusCodes.Status200OK, cancellationToken);
    }

    [Function("EndSubscription")]
    public async Task<IResult> End(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "subscriptions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var outcome = await desk.EndAsync(request.Caller(), id, cancellationToken);
        return await AnswerAsync(request, "end-subscription", outcome, StatusCodes.Status200OK, cancellationToken);
    }

    [Function("WorkSubscription")]
    public async Task<IResult> Work(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "subscriptions/{id}/{verb}")] HttpRequest request,
        string id,
        string verb,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        var outcome = verb switch
        {
            "verify" or "resume" => await desk.ResumeAsync(caller, id, cancellationToken),
            "pause" => await desk.PauseAsync(caller, id, cancellationToken),
            "test" => await desk.TestAsync(caller, id, cancellationToken),
            "end" => await desk.EndAsync(caller, id, cancellationToken),
            "keys" => await desk.RotateKeysAsync(caller, id, cancellationToken),
            "replay" => await ReplayAsync(request, caller, id, cancellationToken),
            _ => new DeskOutcome.Refused(ErrorCatalogue.NoSuchRoute),
        };
        return await AnswerAsync(request, $"{verb}-subscription", outcome, StatusCodes.Status200OK, cancellationToken, id);
    }

    private async Task<DeskOutcome> ReplayAsync(HttpRequest request, Caller caller, string id, CancellationToken cancellationToken)
    {
        if (SubscriptionPages.IsForm(request))
            return await SubscriptionPages.ReadRangeAsync(request, cancellationToken) is { } asked
                ? await desk.ReplayAsync(caller, id, asked.From, asked.To, cancellationToken)
                : new DeskOutcome.Refused(ErrorCatalogue.RangeInvalid);
        if (!Bodies.IsMediaType(request, Bodies.Json))
            return new DeskOutcome.Refused(ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if (body.Error is { } unread)
            return new DeskOutcome.Refused(unread);
        if (JsonScan.Run(body.Bytes, limits.Value).Error is { } unsound)
            return new DeskOutcome.Refused(unsound);
        return ReplayBody.Read(body.Bytes) is { } range
            ? await desk.ReplayAsync(caller, id, range.From, range.To, cancellationToken)
            : new DeskOutcome.Refused(ErrorCatalogue.BodyInvalid);
    }

    /// <returns>With the form, where it came by one: to be shown again when it is refused.</returns>
    private async Task<(SubscriptionRequest? Request, SubscriptionForm? Form, HubError? Error)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (SubscriptionPages.IsForm(request))
        {
            var (form, unreadable) = await SubscriptionPages.ReadAsync(request, cancellationToken);
            var (filledIn, refused) = form?.ToRequest() ?? (null, unreadable);
            return (filledIn, form, refused);
        }

        var (asked, error) = await ReadJsonAsync(request, cancellationToken);
        return (asked, null, error);
    }

    private async Task<(SubscriptionRequest? Request, HubError? Error)> ReadJsonAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!Bodies.IsMediaType(request, Bodies.Json))
            return (null, ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if (body.Error is { } unread)
            return (null, unread);
        return JsonScan.Run(body.Bytes, limits.Value).Error is { } unsound ? (null, unsound) : SubscriptionBody.Read(body.Bytes);
    }

    private async Task<IResult> AnswerAsync(
        HttpRequest request,
        string action,
        DeskOutcome outcome,
        int status,
        CancellationToken cancellationToken,
        string? id = null,
        SubscriptionForm? form = null
    )
    {
        switch (outcome)
        {
            case DeskOutcome.Refused refused:
                return await RefuseAsync(request, id, refused.Error, cancellationToken, form);
            case DeskOutcome.Done done:
                var of = done.Subscription;
                await audit.NoteAsync(request, request.Caller(), action, $"subscription={of.Id}", cancellationToken);
                if (PageRequests.WantsPage(request))
                {
                    SubscriptionReceipt.Give(request.HttpContext, of.Id, receipts.Issue(request.Caller(), done));
                    return new SeeOther(SubscriptionReceipt.PathOf(of.Id));
                }

                return new BytesResult(
                    status,
                    Bodies.Json,
                    SubscriptionAnswers.Write(json => SubscriptionAnswers.Subscription(json, of, desk.PublicKeys(of), done))
                )
                {
                    Location = status == StatusCodes.Status201Created ? $"/subscriptions/{of.Id}" : null,
                };
            default:
                throw new InvalidOperationException("An outcome of no known kind.");
        }
    }

    /// <summary>A person sees what was wrong where they were; RequestGate notes only what is refused, so this is noted here.</summary>
    private async Task<IResult> RefuseAsync(
        HttpRequest request,
        string? id,
        HubError error,
        CancellationToken cancellationToken,
        SubscriptionForm? form = null
    )
    {
        if (!SubscriptionPages.IsForm(request) || error.Kind == ErrorCatalogue.SubscriptionNotFound)
            return RefusedResult.Of(error);
        var caller = request.Caller();
        await audit.NoteAsync(request, caller, "refused-on-page", error.Code, cancellationToken);
        return id is not null && await desk.FindAsync(caller, id, cancellationToken) is { } of
            ? await pages.OneAsync(caller, of, done: null, error, cancellationToken)
            : await pages.ListAsync(caller, error, form, cancellationToken);
    }
}
