using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>One record's part in a request.</summary>
/// <param name="Pointed">What the record pointed to when this was planned: if it has changed since, the plan does not hold.</param>
internal sealed record IdentityStep(NumberedRecord Of, IReadOnlyList<IdentityChange> Changes, IReadOnlyList<RecordId> Pointed);

/// <summary>What a request comes to, record by record in the order of the commits; or why not.</summary>
internal sealed record IdentityPlan(IReadOnlyList<IdentityStep> Steps, HubError? Refusal)
{
    internal static IdentityPlan Of(params IReadOnlyList<IdentityStep> steps) => new(steps, null);

    internal static IdentityPlan Refused(ErrorKind kind) => new([], kind.ToHubError());
}

/// <summary>
/// Turns a request into commits. One commit, that of the admitting record, is the moment at which readers see records as one or
/// apart; a step before it only says where to look, so that a crash between the two changes nothing for anybody.
/// docs/commit-protocol.md tells it whole.
/// </summary>
/// <param name="decidedByPerson">
/// A privacy officer or operator, who has looked at both records. What a system passes on stops where the records contradict it.
/// </param>
internal sealed class IdentityPlanner(RecordReader reader, bool decidedByPerson)
{
    internal Task<IdentityPlan> PlanAsync(IdentityRequest request, CancellationToken cancellationToken) =>
        request switch
        {
            IdentityRequest.Join join => JoinAsync(join, cancellationToken),
            IdentityRequest.Separate separate => SeparateAsync(separate, cancellationToken),
            IdentityRequest.Invalidate invalidate => InvalidateAsync(invalidate.One, cancellationToken),
            IdentityRequest.Restore restore => RestoreAsync(restore.One, cancellationToken),
            _ => throw new InvalidOperationException("An identity request of no known kind."),
        };

    private async Task<IdentityPlan> JoinAsync(IdentityRequest.Join join, CancellationToken cancellationToken)
    {
        var (one, into) = (join.One.Record, join.Into.Record);
        var ofOne = await reader.ReadHeadsAsync(one, cancellationToken);
        var ofInto = await reader.ReadHeadsAsync(into, cancellationToken);
        // What an invalidated number stands for is nobody, so nobody's record can become part of its own.
        var isInvalid = ofInto.Any(head => head.Record == into && head.Ties.NumberInvalid);
        if (one == into || !one.IsMatched || !into.IsMatched || isInvalid)
            return IdentityPlan.Refused(ErrorCatalogue.CannotBeJoined);
        if (decidedByPerson && (ofOne.Count == 0 || ofInto.Count == 0))
            return IdentityPlan.Refused(ErrorCatalogue.NotFound);
        if (ofInto.Any(head => head.Record == one))
            // Known already. But where the other admits this one, the number in use would have to turn round: a person must look.
            return ofInto[0].Record == one ? IdentityPlan.Refused(ErrorCatalogue.JoinedOtherwise) : Nothing(join.Into);
        if (ofOne.Count > 0 && ofOne[0].Record != one)
            return IdentityPlan.Refused(ErrorCatalogue.JoinedOtherwise);
        if (ofOne.Count + ofInto.Count > PersonTies.Most)
            return IdentityPlan.Refused(ErrorCatalogue.CannotBeJoined);
        if (
            !decidedByPerson
            && ofOne.Count > 0
            && ofInto.Count > 0
            && VitalDates.Contradiction(RecordHead.Of(ofOne), RecordHead.Of(ofInto)) is { } contradiction
        )
            return IdentityPlan.Refused(contradiction);
        return IdentityPlan.Of(
            new IdentityStep(join.One, [new IdentityChange.PointsTo(into)], Pointed(ofOne, one)),
            new IdentityStep(join.Into, [new IdentityChange.Admits(one)], Pointed(ofInto, into))
        );
    }

    private async Task<IdentityPlan> SeparateAsync(IdentityRequest.Separate separate, CancellationToken cancellationToken)
    {
        var heads = await reader.ReadHeadsAsync(separate.From, cancellationToken);
        return heads.FirstOrDefault(head => head.Record == separate.From) is { } holder && holder.Ties.Members.Contains(separate.One)
            ? IdentityPlan.Of(Step(holder, new IdentityChange.Releases(separate.One)))
            : IdentityPlan.Refused(ErrorCatalogue.NotJoined);
    }

    /// <summary>A number that stands for nobody must not hold others' records together: its own stands alone from now on.</summary>
    private async Task<IdentityPlan> InvalidateAsync(NumberedRecord one, CancellationToken cancellationToken)
    {
        var heads = await reader.ReadHeadsAsync(one.Record, cancellationToken);
        var own = heads.FirstOrDefault(head => head.Record == one.Record);
        if (own is null && decidedByPerson)
            return IdentityPlan.Refused(ErrorCatalogue.NotFound);
        var steps = heads
            .Where(head => head.Ties.Members.Contains(one.Record))
            .Select(holder => Step(holder, new IdentityChange.Releases(one.Record)))
            .ToList();
        IdentityChange[] released = [.. (own?.Ties.Members ?? []).Select(member => new IdentityChange.Releases(member))];
        steps.Add(new IdentityStep(one, [.. released, new IdentityChange.NumberInvalidated()], own?.Ties.PointsTo ?? []));
        return IdentityPlan.Of(steps);
    }

    private async Task<IdentityPlan> RestoreAsync(RecordId record, CancellationToken cancellationToken) =>
        await reader.ReadHeadAsync(record, cancellationToken) is { Ties.NumberInvalid: true } head
            ? IdentityPlan.Of(Step(head, new IdentityChange.NumberRestored()))
            : IdentityPlan.Refused(ErrorCatalogue.NumberNotInvalid);

    private static IdentityPlan Nothing(NumberedRecord of) => IdentityPlan.Of(new IdentityStep(of, [], []));

    private static IdentityStep Step(RecordHead head, IdentityChange change) =>
        new(new NumberedRecord(head.Record), [change], head.Ties.PointsTo);

    private static IReadOnlyList<RecordId> Pointed(IReadOnlyList<RecordHead> heads, RecordId record) =>
        heads.FirstOrDefault(head => head.Record == record)?.Ties.PointsTo ?? [];
}
