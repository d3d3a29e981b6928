using IntegrationHub.Directory;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Bus;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Matching;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Subscriptions;

/// <summary>
/// Puts an event into the feed of each subscription that it is for, then into the log of events. Done again after a crash it finds what
/// it did before, under the same numbers. Costs one point read, one write, and one transaction a subscription that it is for; a change of a
/// record that nobody wishes to hear of, the point read alone.
/// </summary>
public sealed class EventPublisher(
    SubscriptionStore subscriptions,
    FeedStore feeds,
    EventLog log,
    BusChannel bus,
    HubDirectory directory,
    TimeProvider time
)
{
    private const int AtOnce = 16;

    private readonly string rule = $"{TopicRules.Version}/{directory.Stamp[..Math.Min(directory.Stamp.Length, 12)]}";

    public async Task PublishAsync(HubEvent told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        var index = await subscriptions.ReadAsync(cancellationToken);
        var decisions = EventMatch.Of(told, index, directory, time.GetUtcNow());
        var to = new ToldTo[decisions.Told.Count];
        await Parallel.ForEachAsync(
            decisions.Told.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (one, token) => to[one.Index] = await TellAsync(told, one.Item, token)
        );
        // It is told where it is not known whether anybody wishes to hear it. Where nobody did, nobody has its id to ask why they did not.
        if (told.Topic is EventTopic.RecordChanged && to.Length == 0 && decisions.Withheld.Count == 0)
            return;
        await log.WriteAsync(told, rule, to, decisions.Withheld, cancellationToken);
        // What a subscriber's own filter leaves out is its own wish, and no event withheld from it.
        foreach (var withheld in decisions.Withheld.Where(one => one.Reason == WithheldBecause.TopicNotAllowed))
            DeliveryMeter.Delivered(
                index.Find(withheld.Subscription)!.Channel.Kind.Name(),
                DeliveryOutcome.Withheld,
                withheld.Organisation
            );
    }

    private async Task<ToldTo> TellAsync(HubEvent told, Subscription subscription, CancellationToken cancellationToken)
    {
        var channel = subscription.Channel;
        var outcome = channel.IsPushed ? FeedOutcome.Sending : FeedOutcome.Waiting;
        var (number, _) = await feeds.AppendAsync(subscription.Id, told, rule, outcome, cancellationToken);
        // At once, so that the broker has one record's events in the order of its commits.
        if (channel.Kind is ChannelKind.Bus)
            await bus.SendAsync(subscription, told, number, cancellationToken);
        return new ToldTo(subscription.Organisation.Value, subscription.Id, number);
    }
}
