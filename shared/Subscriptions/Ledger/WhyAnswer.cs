using System.Globalization;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Subscriptions.Ledger;

/// <summary>What became of an event in one subscription.</summary>
public sealed record WhySubscription(string Subscription, long? Number, string Outcome, string Words, IReadOnlyList<Attempt> Attempts);

/// <summary>Why an organisation did, or did not, hear of an event: in words, and the facts behind them.</summary>
public sealed record WhyAnswer(string EventId, string Organisation, bool Received, string Words, string Rule, DateTimeOffset At)
{
    public required IReadOnlyList<WhySubscription> Subscriptions { get; init; }
}

/// <summary>Pure: from the ledger to words.</summary>
internal static class WhyWords
{
    /// <param name="entries">Of the organisation's subscriptions, those that have the event in their feed; of a feed that is fetched, with how far it was.</param>
    internal static WhyAnswer Of(
        LoggedEvent logged,
        Organisation organisation,
        IReadOnlyList<Subscription> own,
        IReadOnlyDictionary<string, (FeedEntry Entry, long Taken)> entries
    )
    {
        var told = logged.Event;
        var each = own.Select(one => Of(logged, one, entries)).OfType<WhySubscription>().ToList();
        var received = each.Exists(one => one.Outcome is FeedOutcome.Delivered or "fetched");
        var words = each switch
        {
            _ when !told.Concerns.Contains(organisation.OdsCode) =>
                $"{organisation.Name} was not told: an event of topic {told.Topic.Name()} is for {TopicRules.ConcernedBy(told.Topic)}, and it is none of these.",
            _ when !TopicRules.MayHear(organisation.Kind, told.Topic) =>
                $"{organisation.Name} was not told: organisations of its kind may not hear of topic {told.Topic.Name()}.",
            [] => $"{organisation.Name} was not told: it had no subscription of topic {told.Topic.Name()} when the event was told.",
            _ => $"{organisation.Name}: {string.Join(' ', each.Select(one => one.Words))}",
        };
        return new(told.Id, organisation.OdsCode.Value, received, words, logged.Rule, logged.At) { Subscriptions = each };
    }

    private static WhySubscription? Of(
        LoggedEvent logged,
        Subscription of,
        IReadOnlyDictionary<string, (FeedEntry Entry, long Taken)> entries
    )
    {
        if (entries.TryGetValue(of.Id, out var found))
        {
            var outcome = OutcomeOf(found.Entry, of, found.Taken);
            return new(of.Id, found.Entry.Number, outcome, Words(of, found.Entry, outcome), found.Entry.Attempts);
        }

        if (logged.Withheld.FirstOrDefault(one => one.Subscription == of.Id) is { } withheld)
            return new(of.Id, null, FeedOutcome.Withheld, WithheldWords(of.Id, withheld.Reason, logged.Rule), []);
        if (!of.Topics.Contains(logged.Event.Topic))
            return new(of.Id, null, "not-subscribed", $"Subscription {of.Id} is not for topic {logged.Event.Topic.Name()}.", []);
        return of.CreatedAt > logged.At
            ? new(of.Id, null, "too-early", $"Subscription {of.Id} was made after the event was told.", [])
            : null;
    }

    /// <summary>What is fetched is taken when the subscriber asks for what comes after it.</summary>
    internal static string OutcomeOf(FeedEntry entry, Subscription of, long taken) =>
        entry.Outcome == FeedOutcome.Waiting && !of.Channel.IsPushed && entry.Number <= taken ? "fetched" : entry.Outcome;

    private static string Words(Subscription of, FeedEntry entry, string outcome)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Subscription {of.Id} has it as number {entry.Number}");
        var last = entry.Attempts.Count > 0 ? entry.Attempts[^1] : null;
        var tries =
            entry.Attempts.Count == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{entry.Attempts.Count} attempts");
        return outcome switch
        {
            FeedOutcome.Delivered => $"{name}: delivered at {Time(last?.At)} after {tries}.{NotShown(last)}",
            "fetched" => $"{name}: the subscriber has fetched it.",
            FeedOutcome.Waiting => $"{name}: it waits to be fetched by the subscriber.",
            FeedOutcome.Sending when of.State is not SubscriptionState.Active =>
                $"{name}: it waits, for the subscription is {of.State.ToString().ToLowerInvariant()}. {of.StateReason}".TrimEnd(),
            FeedOutcome.Sending when last is null => $"{name}: it is being sent.",
            FeedOutcome.Sending => $"{name}: {tries} failed, the last with {Tried(last)}; it is sent again by itself.",
            FeedOutcome.Failed => $"{name}: {tries} failed, the last with {Tried(last)}. It can be asked for again.",
            FeedOutcome.Withheld => $"{name}: withheld when it was to be sent, because of {last?.Outcome}.",
            _ => $"{name}: {outcome}.",
        };
    }

    private static string NotShown(Attempt? last) =>
        last?.NotShown is { } named
            ? $" Named and not shown, for the organisation might not read it at that moment or it was deleted: {string.Join(", ", named)}."
            : "";

    private static string WithheldWords(string id, string reason, string rule) =>
        reason switch
        {
            WithheldBecause.TopicNotAllowed => $"Subscription {id}: withheld, for the topic is not allowed (rules {rule}).",
            WithheldBecause.Ended => $"Subscription {id} had ended.",
            _ when reason.StartsWith(WithheldBecause.FilterPrefix, StringComparison.Ordinal) =>
                $"Subscription {id}: its own filter by {reason[WithheldBecause.FilterPrefix.Length..]} leaves the event out (rules {rule}).",
            _ => $"Subscription {id}: withheld because of {reason} (rules {rule}).",
        };

    private static string Tried(Attempt? last) =>
        last?.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"{last.Outcome} ({status})") : last?.Outcome ?? "nothing";

    private static string Time(DateTimeOffset? at) =>
        at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "an unknown time";
}
