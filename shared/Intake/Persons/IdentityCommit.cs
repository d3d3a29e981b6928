using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>Pure: a step of an identity plan as the draft of a commit, or as part of one that brings entries too.</summary>
internal static class IdentityCommit
{
    private const int Accepted = 202;

    internal static CommitDraft Draft(IdentityStep step, MessageFacts facts) =>
        new(step.Of.Record, facts.Identity.Identity)
        {
            ContentHash = facts.Identity.ContentHash,
            Snapshot = facts.Snapshot,
            Provenance = facts.Provenance,
            Entries = [],
            Decide = head =>
                Apply(step, head, new CommitDecision.Accept(head with { NhsNumber = step.Of.Number?.Value ?? head.NhsNumber }, [], [])),
            Answer = _ => new StoredAnswer(Accepted, AnswerEntry.Store([]).Body),
        };

    internal static CommitDraft Joined(CommitDraft draft, IdentityStep? step) =>
        step is null ? draft : draft with { Decide = head => Apply(step, head, draft.Decide(head)) };

    private static CommitDecision Apply(IdentityStep step, RecordHead head, CommitDecision decision)
    {
        if (decision is not CommitDecision.Accept accept)
            return decision;
        // Another join of this record came first: what was planned without it may not hold.
        if (!head.Ties.PointsTo.SequenceEqual(step.Pointed))
            return new CommitDecision.Refuse(ErrorCatalogue.Busy);
        return accept with { Head = accept.Head with { Ties = head.Ties.With(step.Changes) }, Changes = step.Changes };
    }
}

/// <summary>What must be committed before, with and after a group's own entries for what its Patients say of other NHS numbers.</summary>
internal sealed record GroupPlan(
    IReadOnlyList<IdentityStep> Before,
    IdentityStep? Own,
    IReadOnlyList<IdentityStep> After,
    HubError? Refusal
)
{
    internal static GroupPlan Nothing { get; } = new([], null, [], null);

    internal IEnumerable<RecordId> Others => Before.Concat(After).Select(step => step.Of.Record);

    internal GroupPlan With(IdentityPlan plan, RecordId record)
    {
        var changes = plan.Steps.Where(step => step.Changes.Count > 0).ToList();
        var at = changes.FindIndex(step => step.Of.Record == record);
        if (at < 0)
            return this;
        var own = Own is null ? changes[at] : Own with { Changes = [.. Own.Changes, .. changes[at].Changes] };
        return this with { Before = [.. Before, .. changes[..at]], Own = own, After = [.. After, .. changes[(at + 1)..]] };
    }
}
