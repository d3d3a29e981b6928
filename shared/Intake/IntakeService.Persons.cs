using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake.Persons;

namespace IntegrationHub.Intake;

/// <content>Messages about which records are one person's.</content>
public sealed partial class IntakeService
{
    private static readonly IntakeOutcome Done = new IntakeOutcome.Accepted(new FhirAnswer(202, ReadOnlyMemory<byte>.Empty));

    private async Task<IntakeOutcome> ReceiveDecisionAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (!message.IsStored && access.MayDecideIdentity(message.Caller).Refusal is { } notAllowed)
            return new IntakeOutcome.Refused([notAllowed]);
        var (request, error) = IdentityDecision.Read(message.Body.Span);
        return request is null
            ? new IntakeOutcome.Refused([error!])
            : await ApplyAsync(request, message, MessageIdentity.Of(message, null), decidedByPerson: true, cancellationToken);
    }

    private async Task<IntakeOutcome> ReceiveNumberChangeAsync(
        CloudEventEnvelope envelope,
        IncomingMessage message,
        CancellationToken cancellationToken
    )
    {
        if (!message.IsStored && access.MayTellOfNumbers(message.Caller).Refusal is { } notAllowed)
            return new IntakeOutcome.Refused([notAllowed]);
        var (request, error) = NumberChangedEvent.Read(envelope, pseudonyms);
        return request is null
            ? new IntakeOutcome.Refused([error!])
            : await ApplyAsync(
                request,
                message,
                MessageIdentity.Of(message, $"{envelope.Source}|{envelope.Id}"),
                decidedByPerson: false,
                cancellationToken
            );
    }

    /// <summary>Record by record, in the order that <see cref="IdentityPlanner"/> gives; a repeat finds the last one done.</summary>
    private async Task<IntakeOutcome> ApplyAsync(
        IdentityRequest request,
        IncomingMessage message,
        MessageIdentity identity,
        bool decidedByPerson,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindCommitAsync(request.Main, identity.Identity, cancellationToken) is { } before)
            return string.Equals(before.ContentHash, identity.ContentHash, StringComparison.Ordinal)
                ? Done
                : new IntakeOutcome.Refused([ErrorCatalogue.KeyReused]);
        var plan = await new IdentityPlanner(reader, decidedByPerson).PlanAsync(request, cancellationToken);
        if (plan.Refusal is { } refusal)
            return new IntakeOutcome.Refused([refusal]);
        var commit = new CommitRequest(
            message,
            identity,
            new MessageTraits(null),
            SnapshotFacts.Of(message, [.. plan.Steps.Select(step => step.Of.Record)])
        )
        {
            IsAboutOneRecord = plan.Steps.Count == 1,
        };
        return await CommitStepsAsync(plan.Steps, commit, cancellationToken) is { } refused
            ? new IntakeOutcome.Refused([refused.Error])
            : Done;
    }

    private async Task<CommitOutcome.Refused?> CommitStepsAsync(
        IEnumerable<IdentityStep> steps,
        CommitRequest request,
        CancellationToken cancellationToken
    )
    {
        foreach (var step in steps)
        {
            var outcome = await CommitAsync(step.Of.Record, request, (_, facts) => IdentityCommit.Draft(step, facts), cancellationToken);
            if (outcome is CommitOutcome.Refused refused)
                return refused;
        }

        return null;
    }

    /// <summary>A group's own commit, between those that what its Patients say of other NHS numbers asks for.</summary>
    private async Task<CommitOutcome> CommitGroupAsync(
        RecordId record,
        CommitRequest request,
        GroupPlan statements,
        Func<RecordId, MessageFacts, CommitDraft> plan,
        CancellationToken cancellationToken
    )
    {
        if (statements.Refusal is { } refusal)
            return new CommitOutcome.Refused(refusal);
        if (await CommitStepsAsync(statements.Before, request, cancellationToken) is { } before)
            return before;
        var outcome = await CommitAsync(
            record,
            request,
            (to, facts) => IdentityCommit.Joined(plan(to, facts), statements.Own),
            cancellationToken
        );
        return outcome is CommitOutcome.Done ? await CommitStepsAsync(statements.After, request, cancellationToken) ?? outcome : outcome;
    }

    /// <summary>For each group what its Patients say of other NHS numbers, where their sender speaks for PDS.</summary>
    private async Task<IReadOnlyList<GroupPlan>> PlanStatementsAsync(
        IReadOnlyList<(RecordId Record, Person? Person, IReadOnlyList<IncomingEntry> Entries)> groups,
        SenderPolicy policy,
        MessageIdentity identity,
        CancellationToken cancellationToken
    )
    {
        if (!policy.SpeaksForPds)
            return [.. groups.Select(_ => GroupPlan.Nothing)];
        var plans = new List<GroupPlan>(groups.Count);
        foreach (var (record, person, entries) in groups)
        {
            IReadOnlyList<IdentityRequest> requests = person is Person.ByNumber { Number: var number }
                ?
                [
                    .. entries
                        .Select(entry => entry.Resource)
                        .OfType<Patient>()
                        .SelectMany(patient => PatientStatements.Of(patient, new NumberedRecord(record, number), pseudonyms))
                        .Distinct(),
                ]
                : [];
            plans.Add(await PlanAsync(record, requests, identity, cancellationToken));
        }

        return plans;
    }

    private async Task<GroupPlan> PlanAsync(
        RecordId record,
        IReadOnlyList<IdentityRequest> requests,
        MessageIdentity identity,
        CancellationToken cancellationToken
    )
    {
        var group = GroupPlan.Nothing;
        foreach (var request in requests)
        {
            var plan = await new IdentityPlanner(reader, decidedByPerson: false).PlanAsync(request, cancellationToken);
            if (plan.Refusal is null)
                group = group.With(plan, record);
            // A repeat is answered as the first time, whatever became of the records since.
            else if (await store.FindCommitAsync(record, identity.Identity, cancellationToken) is null)
                return GroupPlan.Nothing with { Refusal = plan.Refusal };
        }

        return group;
    }
}
