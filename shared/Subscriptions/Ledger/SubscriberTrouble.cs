using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Ledger;

/// <summary>How far a subscriber is behind its feed.</summary>
/// <param name="Last">Number of the newest event.</param>
/// <param name="Next">Number of the oldest that it does not have; null where it has all.</param>
/// <param name="Since">When that one came into the feed.</param>
public sealed record Backlog(long Last, long? Next, DateTimeOffset? Since);

/// <summary>A subscriber that an operator should look at, and what to do.</summary>
/// <param name="Trouble"><c>stopped</c>, <c>not-agreed</c>, <c>failing</c>, <c>paused</c> or <c>behind</c>.</param>
/// <param name="Do">In words; the operating guide has them under <em>Subscribers</em>.</param>
public sealed record SubscriberTrouble(
    string Subscription,
    string Organisation,
    string Channel,
    string Trouble,
    string Words,
    string Do,
    FeedHealth Health,
    Backlog Backlog
)
{
    /// <summary>After so many failures in a row the address is taken to be in trouble.</summary>
    public const int Failing = 3;

    /// <summary>The hub sends at once, and a subscriber that asks does so at its leisure.</summary>
    private static readonly TimeSpan PushedBehind = TimeSpan.FromHours(1);
    private static readonly TimeSpan PulledBehind = TimeSpan.FromDays(1);

    private static readonly string[] Worst = ["stopped", "failing", "not-agreed", "behind", "paused"];

    /// <summary>The organisation's name; null for one that the directory knows no longer.</summary>
    public string? Name { get; init; }

    /// <summary>For sorting: the worst first.</summary>
    internal int Rank => Array.IndexOf(Worst, Trouble);

    /// <summary>Pure. Null where all is well.</summary>
    internal static SubscriberTrouble? Of(Subscription of, FeedHealth health, Backlog backlog, DateTimeOffset now)
    {
        return of.State switch
        {
            SubscriptionState.Error => Is(
                "stopped",
                of.StateReason ?? "The hub has stopped sending.",
                "Ring the organisation. When its address is mended it presses \"Ask the address and send what waits\"; its events wait for 30 days. Then take the line off what is set aside."
            ),
            SubscriptionState.Requested => Is(
                "not-agreed",
                "The address has not yet said that it wants the hub's events.",
                "The organisation has its address answer OPTIONS with WebHook-Allowed-Origin, and asks it again."
            ),
            SubscriptionState.Paused => Is(
                "paused",
                "Paused; events wait for 30 days.",
                "Nothing, unless it was paused by you: then resume it."
            ),
            SubscriptionState.Active when of.Channel.IsPushed && health.Failures >= Failing => Is(
                "failing",
                "The address fails; the hub tries again by its schedule, and stops after five days.",
                "Look at the last attempts on the subscription's page, and ring the organisation before the five days are over."
            ),
            SubscriptionState.Active when backlog.Since is { } since && now - since > LimitOf(of) => Is(
                "behind",
                of.Channel.IsPushed
                    ? "Events have waited for more than an hour."
                    : "The subscriber has not asked for events for more than a day.",
                of.Channel.IsPushed
                    ? "Look at the attempts on the subscription's page; if none is made, look at the log for event 760 or 761."
                    : "Ring the organisation: is its system running? What is older than 30 days is dropped."
            ),
            _ => null,
        };

        SubscriberTrouble Is(string trouble, string words, string todo) =>
            new(of.Id, of.Organisation.Value, of.Channel.Kind.Name(), trouble, words, todo, health, backlog);
    }

    private static TimeSpan LimitOf(Subscription of) => of.Channel.IsPushed ? PushedBehind : PulledBehind;
}
