using System.Collections.Frozen;
using IntegrationHub.Access;
using IntegrationHub.Referrals.Events;
using Kind = IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals.Work;

/// <summary>What people and systems do with a referral at its address.</summary>
/// <param name="Verb">The last part of the address.</param>
/// <param name="Words">For a button.</param>
/// <param name="Fields">Members of the body, as of the event that is told; the hub adds the rest.</param>
public sealed record ReferralAction(string Verb, string Words, ReferralFactKind Kind, IReadOnlyList<ReferralField> Fields)
{
    internal ReferralEventType Type => ReferralEventTypes.Of(Kind);
}

/// <param name="Label">For people.</param>
public sealed record ReferralField(string Name, string Label, bool Needed = false, bool IsDate = false);

/// <summary>Pure: the actions there are, and which of them a caller may take on a referral as it stands.</summary>
public static class ReferralActions
{
    private static readonly ReferralField Reason = new("reason", "Reason", Needed: true);

    public static IReadOnlyList<ReferralAction> All { get; } =
    [
        new("receive", "Confirm receipt", Kind.Received, []),
        new("accept", "Accept", Kind.Accepted, []),
        new("reject", "Reject", Kind.Rejected, [Reason]),
        new("ask", "Ask for information", Kind.InformationAsked, [new("question", "What do you need to know?", Needed: true)]),
        new("answer", "Give information", Kind.InformationGiven, [new("answer", "Answer", Needed: true)]),
        new("assess", "Record an assessment", Kind.Assessed, [new("outcome", "Outcome")]),
        new(
            "arrange",
            "Record services",
            Kind.ServicesArranged,
            [
                new("service", "What is arranged?", Needed: true),
                new("from", "From", IsDate: true),
                new("provider", "ODS code of the provider"),
                new("package", "Your own id of the package"),
            ]
        ),
        new("complete", "Complete", Kind.Completed, [new("outcome", "Outcome")]),
        new("cancel", "Cancel", Kind.CancelledByCouncil, [Reason]),
        new("reroute", "Pass on to another council", Kind.Rerouted, [new("to", "ODS code of the council", Needed: true), Reason]),
    ];

    private static readonly FrozenDictionary<string, ReferralAction> ByVerb = All.ToFrozenDictionary(
        action => action.Verb,
        StringComparer.Ordinal
    );

    public static ReferralAction? Find(string verb) => ByVerb.GetValueOrDefault(verb);

    /// <summary>Whether the caller is on the side that takes such a step, and of a role that may.</summary>
    public static bool IsFor(ReferralAction action, Referral referral, Caller caller, AccessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(policy);
        var isCouncil = caller.Organisation.Value == referral.Council;
        var isReferrer = caller.Organisation.Value == referral.Referrer;
        var side = action.Kind switch
        {
            Kind.InformationGiven => isReferrer,
            Kind.CancelledByCouncil => isCouncil || isReferrer,
            _ => isCouncil,
        };
        return side && policy.MayTellOfReferrals(caller, action.Type.Tellers, byItself: false).IsAllowed;
    }

    /// <summary>Whether the step changes something, or may be noted, from where the referral stands.</summary>
    public static bool IsOpen(ReferralAction action, Referral referral)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(referral);
        var row = ReferralTransitions.Of(referral.State, action.Kind);
        return row.Conflict is null
            && (
                row.To is not null && row.To != referral.State
                || row.IsBack
                || action.Kind is Kind.ServicesArranged or Kind.Assessed && ReferralStates.IsOpen(referral.State)
            );
    }
}
