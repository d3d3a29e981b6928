using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays.Events;

namespace IntegrationHub.Referrals.Events;

/// <summary>A type of event about a referral, or about social care by itself: a row of the catalogue.</summary>
/// <param name="What">For docs/schemas, and the words of the care record's entry.</param>
/// <param name="Section">Heading of the care record's entry.</param>
/// <param name="Fact">Pure: what is said.</param>
internal sealed record ReferralEventType(
    string Type,
    string What,
    ReferralTellers Tellers,
    Section Section,
    IReadOnlyList<EventMember> Members,
    Func<EventData, ReferralFact> Fact
)
{
    /// <summary>What its fact is; of a cancellation, that by the council.</summary>
    internal required ReferralFactKind Kind { get; init; }

    internal const string ReferralIdName = "referralId";

    /// <summary>Whether it may be told of a person without a referral.</summary>
    internal bool MayStandAlone { get; init; }

    internal IReadOnlyList<OneNeeded> OneNeeded { get; init; } = [];

    /// <summary>With those that say whom and which referral the event is about.</summary>
    internal IReadOnlyList<EventMember> AllMembers => MayStandAlone ? [.. Members, ReferralId, NhsNumber] : [.. Members, ReferralId];

    internal static EventMember ReferralId { get; } =
        new(ReferralIdName, MemberKind.HubId, "The hub's id of the referral's ServiceRequest: it says the person too.");

    internal static EventMember NhsNumber { get; } =
        new(
            StayEventType.NhsNumberName,
            MemberKind.NhsNumber,
            "In place of referralId, for what follows from no referral. Systems only. Left out where it is not known: the event then waits under Unmatched."
        );
}
