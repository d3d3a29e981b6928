using System.Collections.Frozen;
using System.Collections.Immutable;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>All subscriptions as they are now, found by topic and organisation: those that an event does not concern are never looked at.</summary>
public sealed class SubscriptionIndex
{
    private readonly FrozenDictionary<(EventTopic, OdsCode), ImmutableArray<Subscription>> byTopic;
    private readonly FrozenDictionary<string, Subscription> byId;

    internal SubscriptionIndex(IReadOnlyCollection<Subscription> all, string mark)
    {
        Mark = mark;
        byId = all.ToFrozenDictionary(one => one.Id, StringComparer.Ordinal);
        byTopic = all.Where(one => one.State is not SubscriptionState.Ended)
            .SelectMany(one => one.Topics.Select(topic => (Key: (topic, one.Organisation), One: one)))
            .GroupBy(pair => pair.Key)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.One).ToImmutableArray());
        All = [.. all.OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    public ImmutableArray<Subscription> All { get; }

    /// <summary>Another for every change of any of them.</summary>
    internal string Mark { get; }

    public Subscription? Find(string id) => byId.GetValueOrDefault(id);

    public IEnumerable<Subscription> Of(OdsCode organisation) => All.Where(one => one.Organisation == organisation);

    internal ImmutableArray<Subscription> For(EventTopic topic, OdsCode organisation) =>
        byTopic.GetValueOrDefault((topic, organisation), []);
}
