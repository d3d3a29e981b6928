using IntegrationHub.Discharge.Cases;
using IntegrationHub.Messaging;

namespace IntegrationHub.CareRecord;

/// <summary>Pure: what a commit tells of stays and referrals, and of where the person stands, on whom the choice of hub and council depends.</summary>
internal static class StayNews
{
    /// <summary>Null where nothing is new to anybody who follows the person's stays or referrals.</summary>
    internal static StayCommit? Of(RecordHead before, CommitDecision.Accept accept, Provenance provenance)
    {
        var standing = StandingOf(accept.Head, provenance);
        var moved = (before.HasStays || before.HasReferrals) && standing != StandingOf(before, provenance);
        if (accept.Stays.Count == 0 && accept.Referrals.Count == 0 && !moved)
            return null;
        return new StayCommit(before.Version + 1, provenance.ReceivedAt, standing, accept.Stays) { Referrals = accept.Referrals };
    }

    /// <summary>Has the cases and referrals projected from what was committed.</summary>
    internal static OutboxMessage ToProject(CommitDraft draft, bool hasReferrals) =>
        new(OutboxMessage.ProjectCases, $"cases-{draft.Identity}") { Subject = hasReferrals ? OutboxMessage.WithReferrals : null };

    private static StayStanding StandingOf(RecordHead head, Provenance provenance) =>
        new(head.Place, head.PlaceRule, head.RegisteredPractice, head.BirthDate, provenance.Sender.Value);
}
