using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Discharge.Cases;

/// <summary>What the facts say besides the state, as far as the walk has come.</summary>
internal sealed class CaseNotes(string caseId)
{
    private readonly List<AlertWork> work = [];
    private readonly List<Delay> delays = [];
    private readonly ReadyDate ready = new();

    public DischargeCase Case { get; private set; } = new(caseId);

    /// <summary>What told the admission of the present time in hospital.</summary>
    public ToldFact? Admission { get; private set; }

    /// <summary>What told its end.</summary>
    public ToldFact? End { get; private set; }

    /// <summary>The last ward round.</summary>
    public ToldFact? Review { get; private set; }

    /// <summary>What told the pathway that is agreed.</summary>
    public ToldFact? Pathway { get; private set; }
    public bool DelayTold { get; private set; }

    public CaseState AsPlanned =>
        Case switch
        {
            { Arrangement: not null } => CaseState.Arranged,
            { PathwayAgreedAt: not null, PathwayAgreed: not 0 } => CaseState.Planning,
            { ReferredAt: not null } => CaseState.Referred,
            { Criteria.Met: false } => CaseState.Ready,
            _ => CaseState.InHospital,
        };

    /// <summary>Once for each fact that is not held.</summary>
    public void Note(CaseTransition row, ToldFact told)
    {
        var fact = told.Fact;
        switch (fact.Kind)
        {
            case Kind.Admitted:
                Admit(row, told);
                break;
            case Kind.ExpectedDischarge:
                Case = Case with { ExpectedDischarge = fact.Date };
                break;
            case Kind.CriteriaMet or Kind.CriteriaNotMet:
                var review = new CriteriaReview(fact.Kind is Kind.CriteriaMet, told.At, fact.Code);
                ready.Reviewed(review);
                (Case, Review) = (Case with { Criteria = review }, told);
                break;
            case Kind.Delayed or Kind.DelayEnded:
                NoteDelay(fact, told.At);
                break;
            case >= Kind.AlertClaimed and <= Kind.AlertCompleted:
                work.Add(new(fact.Kind, fact.At, fact.Alert, fact.Hub));
                break;
            case Kind.PassedToHub:
                Case = Case with { PassedTo = fact.Hub };
                break;
            case Kind.NoticeGiven or Kind.NoticeAnswered:
                Case = Case with { Notices = Notices.After(Case.Notices, told) };
                break;
            case Kind.Discharged or Kind.Died or Kind.TransferredOut:
                NoteEnd(row, told);
                break;
            case Kind.DischargeCancelled when row.Target is CaseTarget.BeforeEnd:
                (Case, End) = (WithoutEnd(Case), null);
                break;
            case Kind.ReferredToHub or Kind.PathwayProposed or Kind.PathwayAgreed or Kind.Arranged:
                NotePlan(told);
                break;
            case >= Kind.AssessmentAsked and <= Kind.AssessmentDone:
                Case = Case with { Assessment = Assessments.After(Case.Assessment, told) };
                break;
        }

        if (fact.Kind is Kind.Planned or Kind.Admitted or Kind.Moved or Kind.CriteriaMet or Kind.CriteriaNotMet)
            Case = Case with { Ward = fact.Ward ?? Case.Ward, Site = fact.Site ?? Case.Site };
        if (!fact.IsWork && Case.Withdrawn != (fact.Kind is Kind.Withdrawn))
            Case = Case with { Withdrawn = !Case.Withdrawn, Withdrawals = WithdrawalsAt(told.At) };
    }

    private IReadOnlyList<CasePeriod> WithdrawalsAt(DateTimeOffset at) =>
        Case.Withdrawn ? [.. Case.Withdrawals.SkipLast(1), Case.Withdrawals[^1] with { Until = at }] : [.. Case.Withdrawals, new(at, null)];

    public DischargeCase Finish(CaseState state, DateTimeOffset since)
    {
        var finished = Case with { State = state, Since = since, Work = [.. work] };
        return finished with { ReadyAt = ready.Of(finished), Delay = finished.IsOpen && delays.Count > 0 ? delays[^1] : null };
    }

    private void Admit(CaseTransition row, ToldFact told)
    {
        if (row.Target is CaseTarget.Same)
        {
            if (Admission is null && row.Conflict is null)
                (Case, Admission) = (Case with { AdmittedAt = told.At }, told);
        }
        else if (CaseTransitions.IsOver(row.From))
            Readmit(row, told);
        else
            (Case, Admission) = (Case with { AdmittedAt = told.At }, told);
        if (row.Conflict is null)
            Case = Case with { AdmissionMethod = Case.AdmissionMethod ?? told.Fact.Code };
    }

    /// <summary>The same stay again, planned anew.</summary>
    private void Readmit(CaseTransition row, ToldFact told)
    {
        var cancelled = row.From is CaseState.Cancelled;
        Case = new DischargeCase(Case.Id)
        {
            AdmittedAt = cancelled ? told.At : Case.AdmittedAt,
            ReadmittedAt = cancelled ? Case.ReadmittedAt : told.At,
            LongStayRisk = Case.LongStayRisk || !cancelled && told.At - Case.LeftAt <= PersonCases.Readmission,
            PassedTo = Case.PassedTo,
            Ward = Case.Ward,
            Site = Case.Site,
        };
        (Admission, End, Review, Pathway) = (told, null, null, null);
        delays.Clear();
        ready.Clear();
    }

    private void NotePlan(ToldFact told)
    {
        var fact = told.Fact;
        switch (fact.Kind)
        {
            // A hub that is asked although pathway 0 was agreed is asked for another pathway.
            case Kind.ReferredToHub when Case.PathwayAgreed == 0:
                Case = Case with { ReferredAt = told.At, PathwayAgreed = null, PathwayAgreedAt = null };
                break;
            case Kind.ReferredToHub:
                Case = Case with { ReferredAt = Case.ReferredAt ?? told.At };
                break;
            case Kind.PathwayProposed:
                Case = Case with { PathwayProposed = fact.Pathway };
                break;
            case Kind.PathwayAgreed:
                var again = Pathway is not null && Case.PathwayAgreedAt is not null && Case.PathwayAgreed == fact.Pathway;
                var first = Case.PathwayAgreed is null;
                Case = Case with
                {
                    PathwayAgreed = fact.Pathway,
                    PathwayAgreedAt = again ? Case.PathwayAgreedAt : told.At,
                    ReferredAt = fact.Pathway == 0 ? null : Case.ReferredAt,
                    // What was arranged for one pathway is not arranged for another.
                    Arrangement = again || first || fact.Pathway == 0 ? Case.Arrangement : null,
                };
                Pathway = told;
                break;
            default:
                var arrangement = new Arrangement(told.At, fact.Date, fact.Organisation);
                var same = Case.Arrangement is { } known && known.From == fact.Date && known.By == fact.Organisation;
                Case = Case with { Arrangement = same ? Case.Arrangement : arrangement };
                break;
        }
    }

    private void NoteDelay(StayFact fact, DateTimeOffset at)
    {
        if (fact.Kind is Kind.DelayEnded)
        {
            delays.RemoveAll(delay => fact.Code is null || string.Equals(delay.Code, fact.Code, StringComparison.Ordinal));
            return;
        }

        DelayTold = true;
        var code = fact.Code ?? DelayReasons.NotTold;
        if (!delays.Exists(delay => string.Equals(delay.Code, code, StringComparison.Ordinal)))
            delays.Add(new(at, code));
    }

    private void NoteEnd(CaseTransition row, ToldFact told)
    {
        if (row is { Target: CaseTarget.Same, Conflict: not null })
            return;
        var fact = told.Fact;
        End ??= told;
        Case = Case with
        {
            LeftAt = Case.LeftAt ?? told.At,
            DischargeMethod = row.Target switch
            {
                CaseTarget.Same => Case.DischargeMethod ?? fact.Code,
                _ when fact.Kind is Kind.Died => fact.Code,
                _ => fact.Code ?? Case.DischargeMethod,
            },
            Destination = Case.Destination ?? fact.Destination,
            TransferredTo = fact.Kind is Kind.TransferredOut ? Case.TransferredTo ?? fact.Organisation : Case.TransferredTo,
        };
    }

    private static DischargeCase WithoutEnd(DischargeCase ended) =>
        ended with
        {
            LeftAt = null,
            DischargeMethod = null,
            Destination = null,
            TransferredTo = null,
        };
}
