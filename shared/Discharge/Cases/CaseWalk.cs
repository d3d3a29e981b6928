using System.Collections.Immutable;

namespace IntegrationHub.Discharge.Cases;

/// <summary>What a fact did: the history's line.</summary>
internal sealed class CaseStep(ToldFact told, CaseState? from)
{
    public ToldFact Told { get; } = told;
    public CaseState? From { get; set; } = from;
    public CaseState To { get; set; }
    public List<string> Conflicts { get; } = [];
}

/// <summary>Takes the facts of a stay in order through the table, and keeps what they say.</summary>
internal sealed class CaseWalk(string caseId, StayTelling telling)
{
    private readonly List<CaseStep> steps = [];
    private readonly List<CaseStep> held = [];
    private readonly CaseNotes notes = new(caseId);
    private CaseState? state;
    private DateTimeOffset since;
    private (CaseState? State, DateTimeOffset Since) beforeEnd;
    private bool admissionTold =
        telling.KindsToldOnce.Contains(StayFactKind.Admitted) || telling.KindsToldOnce.Contains(StayFactKind.Planned);
    private bool dischargeTold = telling.KindsToldOnce.Any(CaseTransitions.IsEnd);

    public IReadOnlyList<CaseStep> Steps => steps;

    /// <summary>Null where nothing stands.</summary>
    public DischargeCase? Go()
    {
        foreach (var told in telling.Standing)
        {
            var step = new CaseStep(told, state);
            steps.Add(step);
            Take(step);
        }

        return state is { } reached ? notes.Finish(reached, since) with { Conflicts = Conflicts() } : null;
    }

    private void Take(CaseStep step)
    {
        var told = step.Told;
        var moment = new CaseMoment(notes.Case, told, notes.Admission, notes.End, admissionTold, dischargeTold);
        var row = CaseTransitions.Of(state, moment);
        if (row.Conflict is { } conflict)
            step.Conflicts.Add(conflict);
        var reached = state;
        if (row.IsHeld)
            held.Add(step);
        else
        {
            step.Conflicts.AddRange(CaseContradictions.Of(row, moment, notes));
            notes.Note(row, told);
            reached = Reach(row, told);
        }

        step.To = reached ?? throw new InvalidOperationException("A row that leaves a stay without a state.");
        admissionTold |= told.Kind is StayFactKind.Admitted or StayFactKind.Planned;
        dischargeTold |= CaseTransitions.IsEnd(told.Kind);
        if (row.Target is CaseTarget.BeforeEnd)
            TakeHeld();
    }

    private CaseState? Reach(CaseTransition row, ToldFact told)
    {
        var reached = row.Target switch
        {
            CaseTarget.Into into => into.State,
            CaseTarget.AsPlanned => notes.AsPlanned,
            CaseTarget.BeforeEnd => beforeEnd.State is null or CaseState.Expected ? notes.AsPlanned : beforeEnd.State,
            _ => state,
        };
        if (row.Target is CaseTarget.BeforeEnd)
            since = reached == beforeEnd.State ? beforeEnd.Since : told.At;
        else if (reached != state)
        {
            if (CaseTransitions.IsEnd(told.Kind) && !CaseTransitions.IsOver(state))
                beforeEnd = (state, since);
            if (CaseTransitions.IsOver(state) && !CaseTransitions.IsOver(reached))
                held.Clear();
            since = told.At;
        }

        return state = reached;
    }

    /// <summary>The end did not come about, so what was told of the time after it may stand.</summary>
    private void TakeHeld()
    {
        CaseStep[] waiting = [.. held];
        held.Clear();
        foreach (var step in waiting)
        {
            step.From = state;
            step.Conflicts.Clear();
            Take(step);
        }
    }

    private ImmutableArray<CaseConflict> Conflicts() =>
        [
            .. steps
                .SelectMany(step =>
                    step.Conflicts.Select(code => new CaseConflict(code, step.Told.Kind, step.Told.Fact.At, step.Told.Teller))
                )
                .Distinct(),
        ];
}
