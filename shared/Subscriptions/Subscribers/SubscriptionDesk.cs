using IntegrationHub.Access;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Fhir;
using IntegrationHub.Subscriptions.Producers;
using IntegrationHub.Subscriptions.Webhooks;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>What came of a wish at the desk.</summary>
public abstract record DeskOutcome
{
    private DeskOutcome() { }

    /// <param name="Keys">Only when they were made: the secret is shown once.</param>
    public sealed record Done(Subscription Subscription, IssuedKeys? Keys = null) : DeskOutcome
    {
        /// <summary>Of a test or a handshake: <c>delivered</c>, or what went wrong.</summary>
        public string? Sent { get; init; }

        /// <summary>Of a replay: how many events are sent again.</summary>
        public int? Count { get; init; }
    }

    public sealed record Refused(HubError Error) : DeskOutcome;
}

/// <summary>Where subscribers look after their subscriptions.</summary>
public sealed class SubscriptionDesk(
    SubscriptionStore store,
    SubscriptionRules rules,
    FeedStore feeds,
    DueStore due,
    CatchUp catchUp,
    DeliveryPump pump,
    WebhookClient webhooks,
    WebhookKeys keys,
    FhirNotifier fhir,
    AccessPolicy policy,
    IOptions<SubscriptionOptions> options,
    TimeProvider time
)
{
    private const int MaxReplay = 10_000;

    /// <summary>Those of the caller's organisation; of an operator, all.</summary>
    public async Task<IReadOnlyList<Subscription>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var index = await store.ReadAsync(cancellationToken);
        return [.. index.All.Where(one => policy.MaySeeSubscriptionsOf(caller, one.Organisation).IsAllowed)];
    }

    /// <summary>Null where there is none that the caller may see.</summary>
    public async Task<Subscription?> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return
            (await store.ReadAsync(cancellationToken)).Find(id) is { } found
            && policy.MaySeeSubscriptionsOf(caller, found.Organisation).IsAllowed
            ? found
            : null;
    }

    public async Task<DeskOutcome> RegisterAsync(Caller caller, SubscriptionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        // Judged by what stands, and written only while that is still so: two at once cannot both be the last that is allowed.
        Subscription made;
        SubscriptionIndex index;
        do
        {
            index = await store.ReadAsync(cancellationToken);
            var (judged, error) = rules.Judge(caller.Organisation, request, Standing(index, caller.Organisation, except: null));
            if (judged is null)
                return new DeskOutcome.Refused(error!);
            made = Make(caller.Organisation, judged);
        } while (!await store.WriteAsync(made, index, cancellationToken));

        var issued = made.Channel.HasAddress ? keys.Issue(made) : null;
        var verified = await VerifyAsync(made, cancellationToken);
        return verified with { Keys = issued };
    }

    public Task<DeskOutcome> ChangeAsync(Caller caller, string id, SubscriptionRequest request, CancellationToken cancellationToken) =>
        WithOwnAsync(
            caller,
            id,
            async found =>
            {
                // As in registering: two at once cannot both have an address that only one may have.
                Subscription current;
                Subscription changed;
                SubscriptionIndex index;
                do
                {
                    index = await store.ReadAsync(cancellationToken);
                    if (index.Find(id) is not { State: not SubscriptionState.Ended } standing)
                        return new DeskOutcome.Refused(ErrorCatalogue.SubscriptionEnded);
                    current = standing;
                    var others = Standing(index, current.Organisation, id);
                    var (judged, error) = rules.Judge(current.Organisation, request, others, current.IsBuiltIn);
                    if (judged is null)
                        return new DeskOutcome.Refused(error!);
                    // What came in while nothing was put on the schedule, and is not known to have come to the subscriber.
                    if (
                        judged.Channel.Kind is not ChannelKind.Pull
                        && judged.Channel.Kind != current.Channel.Kind
                        && !current.Channel.IsPushed
                    )
                    {
                        var from = judged.From ?? await feeds.ReadTakenAsync(id, cancellationToken) + 1;
                        await catchUp.WishAsync(id, from, cancellationToken);
                    }

                    changed = Changed(current, judged);
                } while (!await store.WriteAsync(changed, index, cancellationToken));

                await due.WriteHealthAsync(id, FeedHealth.Well, cancellationToken);
                if (changed.Channel.Kind is ChannelKind.Pull)
                    await due.ClearAsync(id, cancellationToken);
                // What failed on its way there need not wait for the way that it goes now. Whether or not that is another way: who was cut
                // off between the lines above and this one asks again for what then stands already.
                else
                    await due.HurryAsync(id, cancellationToken);
                var verified = await VerifyAsync(changed, cancellationToken);
                return verified with { Keys = found.Keys.Length == 0 && changed.Keys.Length > 0 ? keys.Issue(changed) : null };
            },
            cancellationToken,
            alsoOnTheBus: true
        );

    private Subscription Changed(Subscription current, SubscriptionRequest request)
    {
        var now = time.GetUtcNow();
        var channel = request.Channel;
        var asksAnew = channel.HasAddress && (channel.Url != current.Channel.Url || current.State is not SubscriptionState.Active);
        return current with
        {
            Topics = request.Topics,
            Filter = request.Filter,
            Channel = channel,
            End = request.End,
            Reason = request.Reason,
            CompleteFrom = current.Topics.Contains(EventTopic.RecordChanged) ? current.CompleteFrom : null,
            Keys = channel.HasAddress && current.Keys.Length == 0 ? WebhookKeys.Renew([], now, now) : current.Keys,
            State = asksAnew ? SubscriptionState.Requested : SubscriptionState.Active,
            StateReason = null,
        };
    }

    /// <summary>Nothing more comes into its feed, and what is in it is kept for its 30 days.</summary>
    public async Task<DeskOutcome> EndAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        await FindAsync(caller, id, cancellationToken) is { IsBuiltIn: true }
            ? new DeskOutcome.Refused(ErrorCatalogue.SubscriptionBuiltIn)
            : await ToStateAsync(caller, id, SubscriptionState.Ended, cancellationToken);

    public Task<DeskOutcome> PauseAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        ToStateAsync(caller, id, SubscriptionState.Paused, cancellationToken);

    /// <summary>After a pause or a stop: the address is asked again whether it wants events, and what waited is sent at once.</summary>
    public Task<DeskOutcome> ResumeAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        WithAsync(
            caller,
            id,
            async found =>
            {
                await due.WriteHealthAsync(id, FeedHealth.Well, cancellationToken);
                await due.HurryAsync(id, cancellationToken);
                return await VerifyAsync(found, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>The key that was newest signs on for a while beside the new one, so that a subscriber can change in its own time.</summary>
    public Task<DeskOutcome> RotateKeysAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        WithOwnAsync(
            caller,
            id,
            async found =>
            {
                if (!found.Channel.HasAddress)
                    return new DeskOutcome.Refused(ErrorCatalogue.NothingIsSent);
                var now = time.GetUtcNow();
                var changed = await store.ChangeAsync(
                    id,
                    current => current with { Keys = WebhookKeys.Renew(current.Keys, now, now + options.Value.KeyOverlap) },
                    cancellationToken
                );
                return new DeskOutcome.Done(changed!, keys.Issue(changed!));
            },
            cancellationToken
        );

    /// <summary>Posts an event that is none, outside the feed, and says what came of it.</summary>
    public Task<DeskOutcome> TestAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        WithAsync(
            caller,
            id,
            async found =>
            {
                if (!found.Channel.HasAddress)
                    return new DeskOutcome.Refused(ErrorCatalogue.NothingIsSent);
                var outcome =
                    found.Channel.Kind is ChannelKind.FhirHook
                        ? await fhir.HeartbeatAsync(found, cancellationToken)
                        : await webhooks.PostAsync(found, TestEvent.For(found, time.GetUtcNow()), cancellationToken);
                return new DeskOutcome.Done(found) { Sent = WordsFor(outcome) };
            },
            cancellationToken
        );

    /// <summary>Sends a range of the feed again, whatever became of it before.</summary>
    public Task<DeskOutcome> ReplayAsync(Caller caller, string id, long from, long to, CancellationToken cancellationToken) =>
        WithAsync(
            caller,
            id,
            async found =>
            {
                if (!found.Channel.IsPushed)
                    return new DeskOutcome.Refused(ErrorCatalogue.NothingIsSent);
                var head = await feeds.ReadHeadAsync(id, cancellationToken);
                if (from < head.Oldest || to > head.Last || to < from || to - from >= MaxReplay)
                    return new DeskOutcome.Refused(ErrorCatalogue.RangeInvalid);
                var count = await catchUp.ReplayAsync(id, from, to, cancellationToken);
                pump.Wake(id);
                return new DeskOutcome.Done(found) { Count = count };
            },
            cancellationToken
        );

    private Subscription Make(OdsCode organisation, SubscriptionRequest request)
    {
        var now = time.GetUtcNow();
        return new Subscription(NewId(now), organisation)
        {
            Topics = request.Topics,
            Filter = request.Filter,
            Channel = request.Channel,
            State = request.Channel.HasAddress ? SubscriptionState.Requested : SubscriptionState.Active,
            CreatedAt = now,
            End = request.End,
            Reason = request.Reason,
            Keys = request.Channel.HasAddress ? WebhookKeys.Renew([], now, now) : [],
        };
    }

    public IReadOnlyList<string> PublicKeys(Subscription subscription) => keys.PublicKeys(subscription, time.GetUtcNow());

    private Task<DeskOutcome> ToStateAsync(Caller caller, string id, SubscriptionState state, CancellationToken cancellationToken) =>
        WithAsync(
            caller,
            id,
            async _ =>
            {
                var changed = await store.ChangeAsync(id, now => now with { State = state, StateReason = null }, cancellationToken);
                return new DeskOutcome.Done(changed!);
            },
            cancellationToken
        );

    /// <summary>An operator looks after everybody's deliveries; where they go, and who can sign them, is the organisation's own to say.</summary>
    private Task<DeskOutcome> WithOwnAsync(
        Caller caller,
        string id,
        Func<Subscription, Task<DeskOutcome>> work,
        CancellationToken cancellationToken,
        bool alsoOnTheBus = false
    ) =>
        WithAsync(
            caller,
            id,
            async found =>
                found.Organisation == caller.Organisation ? await work(found) : new DeskOutcome.Refused(ErrorCatalogue.NotAllowed),
            cancellationToken,
            alsoOnTheBus
        );

    /// <param name="alsoOnTheBus">Whether it can be done with what goes over Service Bus, where the hub has no address to look after.</param>
    private async Task<DeskOutcome> WithAsync(
        Caller caller,
        string id,
        Func<Subscription, Task<DeskOutcome>> work,
        CancellationToken cancellationToken,
        bool alsoOnTheBus = false
    )
    {
        if (await FindAsync(caller, id, cancellationToken) is not { } found)
            return new DeskOutcome.Refused(ErrorCatalogue.SubscriptionNotFound);
        if (found.Channel.Kind is ChannelKind.Bus && !alsoOnTheBus)
            return new DeskOutcome.Refused(ErrorCatalogue.SubscriptionBuiltIn);
        return found.State is SubscriptionState.Ended ? new DeskOutcome.Refused(ErrorCatalogue.SubscriptionEnded) : await work(found);
    }

    /// <summary>Asks the address whether it wants the hub's events; without its yes nothing is sent there.</summary>
    private async Task<DeskOutcome.Done> VerifyAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var outcome = subscription.Channel.Kind switch
        {
            ChannelKind.Webhook => await webhooks.AskAsync(subscription, cancellationToken),
            ChannelKind.FhirHook => await fhir.HandshakeAsync(subscription, cancellationToken),
            _ => new SendOutcome.Delivered(null),
        };
        var agrees = outcome is SendOutcome.Delivered;
        var changed = await store.ChangeAsync(
            subscription.Id,
            now =>
                now.State is SubscriptionState.Ended || now.Channel != subscription.Channel
                    ? null
                    : now with
                    {
                        State = agrees ? SubscriptionState.Active : SubscriptionState.Requested,
                        StateReason = agrees ? null : $"The address did not agree to be sent to: {WordsFor(outcome)}.",
                        CompleteFrom = CompleteFrom(now),
                    },
            cancellationToken
        );
        pump.Wake(subscription.Id);
        return new DeskOutcome.Done(changed!) { Sent = WordsFor(outcome) };
    }

    /// <summary>Reckoned from after it was stored, for what other processes read from then on holds it.</summary>
    private DateTimeOffset? CompleteFrom(Subscription stored) =>
        stored.Topics.Contains(EventTopic.RecordChanged) ? stored.CompleteFrom ?? time.GetUtcNow() + RecordWishes.KnownAfter : null;

    private static string WordsFor(SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.Delivered => FeedOutcome.Delivered,
            SendOutcome.Gone => "gone",
            SendOutcome.Failed failed => failed.Status is { } status ? $"{failed.Reason} ({status})" : failed.Reason,
            SendOutcome.Withheld withheld => withheld.Reason,
            _ => throw new InvalidOperationException("An outcome of no known kind."),
        };

    private static IReadOnlyCollection<Subscription> Standing(SubscriptionIndex index, OdsCode organisation, string? except) =>
        [.. index.Of(organisation).Where(one => one.State is not SubscriptionState.Ended && one.Id != except)];

    private static string NewId(DateTimeOffset now) => Base32.Encode(Guid.CreateVersion7(now).ToByteArray(bigEndian: true));
}
