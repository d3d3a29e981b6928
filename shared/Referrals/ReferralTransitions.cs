using System.Collections.Frozen;
using static IntegrationHub.Referrals.ReferralState;
using Kind = IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals;

/// <summary>Codes of what may not be.</summary>
public static class ReferralConflicts
{
    public const string AfterEnd = "after-end";
    public const string AfterRejection = "after-rejection";
    public const string AfterAssessment = "after-assessment";
    public const string NotItsCouncil = "not-its-council";
    public const string NotItsReferrer = "not-its-referrer";

    public static IReadOnlyList<(string Code, string Words)> All { get; } =
    [
        (AfterEnd, "Told of the time after the referral was completed or cancelled"),
        (AfterRejection, "The referral was rejected before, and not accepted since"),
        (AfterAssessment, "Rejected or passed on after the person was assessed or had services"),
        (NotItsCouncil, "Told by a council that does not have the referral"),
        (NotItsReferrer, "Cancelled for the referrer by another organisation"),
    ];

    public static string WordsOf(string code) => All.FirstOrDefault(known => known.Code == code).Words ?? code;
}

/// <param name="From">Null: nothing was told yet.</param>
/// <param name="To">Null: the state stays.</param>
/// <param name="Conflict">Code; null where it may be.</param>
internal sealed record ReferralTransition(ReferralState? From, Kind Fact, ReferralState? To, string? Conflict)
{
    /// <summary>Leads back to the state in which the question was asked; in place of <see cref="To"/>.</summary>
    public bool IsBack { get; init; }
}

/// <summary>The one table: in each state, what each fact does. Every state and fact has one row.</summary>
internal static class ReferralTransitions
{
    private static readonly ReferralState?[] Undecided = [Sent, Rerouted, Received, InformationAsked];
    private static readonly ReferralState?[] Open = [.. Undecided, Accepted, Assessed, ServicesArranged];
    private static readonly ReferralState?[] Ended = [Completed, Cancelled];
    private static readonly ReferralState?[] Any = [.. Open, Rejected, .. Ended];

    public static readonly IReadOnlyList<ReferralTransition> Table =
    [
        .. To(Kind.Sent, Sent, [null]),
        .. Stays(Kind.Sent, Any),
        .. To(Kind.Rerouted, Rerouted, [null, .. Undecided, Accepted, Rejected]),
        .. Conflicts(Kind.Rerouted, ReferralConflicts.AfterAssessment, [Assessed, ServicesArranged]),
        .. Conflicts(Kind.Rerouted, ReferralConflicts.AfterEnd, Ended),
        .. To(Kind.Received, Received, [null, Sent, Rerouted]),
        .. Stays(Kind.Received, [Received, InformationAsked, Accepted, Assessed, ServicesArranged, Rejected, .. Ended]),
        .. To(Kind.InformationAsked, InformationAsked, [null, Sent, Rerouted, Received, Accepted, Assessed, ServicesArranged]),
        .. Stays(Kind.InformationAsked, [InformationAsked]),
        .. Conflicts(Kind.InformationAsked, ReferralConflicts.AfterRejection, [Rejected]),
        .. Conflicts(Kind.InformationAsked, ReferralConflicts.AfterEnd, Ended),
        .. To(Kind.InformationGiven, Sent, [null]),
        new(InformationAsked, Kind.InformationGiven, null, null) { IsBack = true },
        .. Stays(Kind.InformationGiven, [Sent, Rerouted, Received, Accepted, Assessed, ServicesArranged, Rejected, .. Ended]),
        // A council may take up again what it rejected, and find out after it accepted that it may not help.
        .. To(Kind.Accepted, Accepted, [null, .. Undecided, Rejected]),
        .. Stays(Kind.Accepted, [Accepted, Assessed, ServicesArranged]),
        .. Conflicts(Kind.Accepted, ReferralConflicts.AfterEnd, Ended),
        .. To(Kind.Rejected, Rejected, [null, .. Undecided, Accepted]),
        .. Stays(Kind.Rejected, [Rejected]),
        .. Conflicts(Kind.Rejected, ReferralConflicts.AfterAssessment, [Assessed, ServicesArranged]),
        .. Conflicts(Kind.Rejected, ReferralConflicts.AfterEnd, Ended),
        // Whoever assesses, or arranges, has accepted.
        .. To(Kind.Assessed, Assessed, [null, .. Undecided, Accepted]),
        .. Stays(Kind.Assessed, [Assessed, ServicesArranged]),
        .. Conflicts(Kind.Assessed, ReferralConflicts.AfterRejection, [Rejected]),
        .. Conflicts(Kind.Assessed, ReferralConflicts.AfterEnd, Ended),
        .. To(Kind.ServicesArranged, ServicesArranged, [null, .. Undecided, Accepted, Assessed]),
        .. Stays(Kind.ServicesArranged, [ServicesArranged]),
        .. Conflicts(Kind.ServicesArranged, ReferralConflicts.AfterRejection, [Rejected]),
        .. Conflicts(Kind.ServicesArranged, ReferralConflicts.AfterEnd, Ended),
        // Services go on after the referral is done with, and change and end then.
        .. new[] { Kind.ServicesChanged, Kind.ServicesEnded }.SelectMany(fact =>
            (ReferralTransition[])
                [
                    .. To(fact, ServicesArranged, [null, .. Undecided, Accepted, Assessed]),
                    .. Stays(fact, [ServicesArranged, Completed]),
                    .. Conflicts(fact, ReferralConflicts.AfterRejection, [Rejected]),
                    .. Conflicts(fact, ReferralConflicts.AfterEnd, [Cancelled]),
                ]
        ),
        .. To(Kind.Completed, Completed, [null, .. Open]),
        .. Stays(Kind.Completed, [Completed]),
        .. Conflicts(Kind.Completed, ReferralConflicts.AfterRejection, [Rejected]),
        .. Conflicts(Kind.Completed, ReferralConflicts.AfterEnd, [Cancelled]),
        .. new[] { Kind.CancelledByReferrer, Kind.CancelledByCouncil }.SelectMany(fact =>
            (ReferralTransition[])
                [
                    .. To(fact, Cancelled, [null, .. Open, Rejected]),
                    .. Stays(fact, [Cancelled]),
                    .. Conflicts(fact, ReferralConflicts.AfterEnd, [Completed]),
                ]
        ),
        .. new[] { Kind.CarerAssessed, Kind.SafeguardingRaised }.SelectMany(fact =>
            (ReferralTransition[])[.. To(fact, Sent, [null]), .. Stays(fact, Any)]
        ),
    ];

    private static readonly FrozenDictionary<(int From, Kind Fact), ReferralTransition> ByStateAndFact = Table.ToFrozenDictionary(row =>
        (Number(row.From), row.Fact)
    );

    public static ReferralTransition Of(ReferralState? state, Kind fact) => ByStateAndFact[(Number(state), fact)];

    private static int Number(ReferralState? state) => (int)state.GetValueOrDefault();

    private static IEnumerable<ReferralTransition> To(Kind fact, ReferralState to, ReferralState?[] from) =>
        from.Select(state => new ReferralTransition(state, fact, to, null));

    private static IEnumerable<ReferralTransition> Stays(Kind fact, ReferralState?[] from) =>
        from.Select(state => new ReferralTransition(state, fact, null, null));

    private static IEnumerable<ReferralTransition> Conflicts(Kind fact, string conflict, ReferralState?[] from) =>
        from.Select(state => new ReferralTransition(state, fact, null, conflict));
}
