using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Ledger;

/// <summary>A line of the ledger.</summary>
public sealed record LedgerLine(FeedEntry Entry, string Outcome);

/// <summary>A part of one subscription's ledger.</summary>
public sealed record LedgerPage(Subscription Subscription, FeedHead Head, IReadOnlyList<LedgerLine> Lines);

/// <summary>What was sent to whom, what was withheld and why: the same to the subscriber and to the hub's operators.</summary>
public sealed class DeliveryLedger(
    SubscriptionStore subscriptions,
    FeedStore feeds,
    EventLog log,
    HubDirectory directory,
    AccessPolicy policy
)
{
    /// <param name="after">A number; null for the newest <paramref name="max"/>.</param>
    public async Task<LedgerPage> ReadAsync(Subscription of, long? after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        var head = await feeds.ReadHeadAsync(of.Id, cancellationToken);
        var taken = await feeds.ReadTakenAsync(of.Id, cancellationToken);
        var entries = await feeds.ReadAsync(of.Id, after ?? Math.Max(head.Last - max, 0), max, cancellationToken);
        return new(of, head, [.. entries.Select(entry => new LedgerLine(entry, WhyWords.OutcomeOf(entry, of, taken)))]);
    }

    /// <summary>Why an organisation did or did not hear of an event.</summary>
    public async Task<(WhyAnswer? Answer, HubError? Error)> WhyAsync(
        Caller caller,
        string eventId,
        OdsCode code,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (directory.Find(code) is not { } organisation || !policy.MaySeeSubscriptionsOf(caller, code).IsAllowed)
            return (null, ErrorCatalogue.EventNotFound);
        if (await log.FindAsync(eventId, cancellationToken) is not { } logged)
            return (null, ErrorCatalogue.EventNotFound);
        // That there is such an event at all is told only to those whom it concerns, and to operators.
        if (!logged.Event.Concerns.Contains(code) && caller.Role is not Role.Operator)
            return (null, ErrorCatalogue.EventNotFound);
        var own = (await subscriptions.ReadAsync(cancellationToken)).Of(code).ToList();
        var entries = new Dictionary<string, (FeedEntry, long)>(StringComparer.Ordinal);
        foreach (var one in own)
        {
            if (
                await feeds.FindAsync(one.Id, eventId, cancellationToken) is { } number
                && await feeds.ReadAsync(one.Id, number, cancellationToken) is { } entry
            )
                entries[one.Id] = (entry, await feeds.ReadTakenAsync(one.Id, cancellationToken));
        }

        return (WhyWords.Of(logged, organisation, own, entries), null);
    }
}
