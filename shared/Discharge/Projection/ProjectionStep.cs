using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Discharge.Projection;

/// <summary>A person's cases after one more commit, and the alerts that it raised.</summary>
internal sealed record ProjectionStep(IReadOnlyList<DischargeCase> Cases, IReadOnlyList<OutboxMessage> Alerts)
{
    /// <summary>Pure.</summary>
    /// <param name="before">The cases after the commit before.</param>
    /// <param name="commits">All that was said of the person's stays, later commits too.</param>
    internal static ProjectionStep Of(
        RecordId record,
        IReadOnlyList<DischargeCase> before,
        IReadOnlyList<StayCommit> commits,
        StayCommit commit,
        HubDirectory directory
    )
    {
        var known = before.ToDictionary(each => each.Id, StringComparer.Ordinal);
        var cases = new List<DischargeCase>();
        var messages = new List<OutboxMessage>();
        foreach (var folded in PersonCases.Of(record.Value, commits, commit.Commit))
        {
            var was = known.GetValueOrDefault(folded.Id);
            var now = HubHolding.Checked(CaseHubs.Assign(folded, was, commits, commit, directory), was, commit);
            var step = new AlertStep(record, was, now, commit, directory);
            cases.Add(step.Raise(messages));
        }

        return new ProjectionStep(cases, messages);
    }
}
