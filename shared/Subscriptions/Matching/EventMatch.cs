using IntegrationHub.Directory;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Subscriptions.Matching;

/// <summary>Pure: whom an event is for. Only organisations that it concerns are looked at, and nobody else can ask for it.</summary>
internal sealed record EventMatch(IReadOnlyList<Subscription> Told, IReadOnlyList<WithheldFrom> Withheld)
{
    internal static EventMatch Of(HubEvent told, SubscriptionIndex index, HubDirectory directory, DateTimeOffset now)
    {
        var to = new List<Subscription>();
        var withheld = new List<WithheldFrom>();
        foreach (var organisation in told.Concerns.Distinct())
        {
            foreach (var subscription in index.For(told.Topic, organisation))
            {
                if (WhyNot(told, subscription, directory, now) is { } reason)
                    withheld.Add(new(organisation.Value, subscription.Id, reason));
                else
                    to.Add(subscription);
            }
        }

        return new EventMatch(to, withheld);
    }

    /// <summary>Asked again at each sending, for rules and directory may have changed.</summary>
    internal static string? WhyNot(HubEvent told, Subscription subscription, HubDirectory directory, DateTimeOffset now)
    {
        if (directory.Find(subscription.Organisation) is not { } organisation || !TopicRules.MayHear(organisation.Kind, told.Topic))
            return WithheldBecause.TopicNotAllowed;
        if (subscription.End <= now)
            return WithheldBecause.Ended;
        return subscription.Filter.Refuses(told) is { } filter ? WithheldBecause.FilterPrefix + filter : null;
    }
}
