using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>A type of event about a stay: a row of the catalogue.</summary>
/// <param name="What">For docs/schemas, and the words of the care record's entry.</param>
/// <param name="Section">Heading of the care record's entry; null for work on alerts, which makes none.</param>
/// <param name="Facts">Pure: what is said of the stay.</param>
internal sealed record StayEventType(
    string Type,
    string What,
    StayTellers Tellers,
    Section? Section,
    IReadOnlyList<EventMember> Members,
    Func<EventData, IReadOnlyList<StayFact>> Facts
)
{
    internal IReadOnlyList<OneNeeded> OneNeeded { get; init; } = [];

    /// <summary>Whether it may tell of what is still to come.</summary>
    internal bool MayLieAhead { get; init; }

    /// <summary>With those that say whom and which stay the event is about.</summary>
    internal IReadOnlyList<EventMember> AllMembers { get; } = [.. Members, CaseId, EncounterId, NhsNumber];

    internal static StayFact Fact(StayFactKind kind, EventData data) => new(kind, data.At);

    internal const string CaseIdName = "caseId";
    internal const string EncounterIdName = "encounterId";
    internal const string NhsNumberName = "nhsNumber";

    internal static EventMember CaseId { get; } =
        new(CaseIdName, MemberKind.HubId, "The hub's id of the stay's Encounter: it says the person too.");

    internal static EventMember EncounterId { get; } =
        new(EncounterIdName, MemberKind.Text, "Your own id of the stay: that of its Encounter, if you send FHIR too. Hospitals only.")
        {
            Longest = 512,
        };

    internal static EventMember NhsNumber { get; } =
        new(NhsNumberName, MemberKind.NhsNumber, "With encounterId. Left out where it is not known: the event then waits under Unmatched.");
}
