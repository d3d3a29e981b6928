using System.Collections.Frozen;
using static IntegrationHub.Discharge.Cases.CaseState;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Discharge.Cases;

/// <summary>Where a row of the table leads.</summary>
internal abstract record CaseTarget
{
    private CaseTarget() { }

    internal sealed record Same : CaseTarget;

    internal sealed record Into(CaseState State) : CaseTarget;

    /// <summary>As far as the planning got: arranged, planning (a pathway from 1 to 3 is agreed), referred, ready (criteria not met), else in hospital.</summary>
    internal sealed record AsPlanned : CaseTarget;

    /// <summary>The state in which the end found the stay.</summary>
    internal sealed record BeforeEnd : CaseTarget;
}

/// <param name="From">Null: nothing was told yet.</param>
/// <param name="Conflict">Code of the conflict that it is to be told this here; null where it may be.</param>
internal sealed record CaseTransition(CaseState? From, StayFactKind Fact, CaseGuard When, CaseTarget Target, string? Conflict)
{
    /// <summary>The fact is of a time when the stay was over: it moves nothing, unless the end is cancelled.</summary>
    public bool IsHeld => Conflict is CaseConflicts.AfterEnd;
}

/// <summary>
/// The one table: in each state, what each fact does. Of a state and a fact's rows the first whose condition holds counts, and the last has
/// none; so nothing that is told is without a row. A plan is always taken first (<see cref="StayTelling"/>), so it finds no other state.
/// </summary>
internal static partial class CaseTransitions
{
    private static readonly CaseTarget Stays = new CaseTarget.Same();
    private static readonly CaseTarget AsPlanned = new CaseTarget.AsPlanned();
    private static readonly CaseTarget BeforeEnd = new CaseTarget.BeforeEnd();

    private static readonly CaseState?[] Nothing = [null];
    private static readonly CaseState?[] Ward = [InHospital, Ready];
    private static readonly CaseState?[] Stay = [InHospital, Ready, Referred, Planning, Arranged];
    private static readonly CaseState?[] InHospitalOrBefore = [null, Expected, .. Stay];
    private static readonly CaseState?[] Left = [Discharged, SelfDischarged, Transferred];
    private static readonly CaseState?[] Ended = [.. Left, Died];
    private static readonly CaseState?[] Over = [.. Ended, Cancelled];
    private static readonly CaseState?[] Any = [Expected, .. Stay, .. Over];

    public static readonly IReadOnlyList<CaseTransition> Table = [.. Coming(), .. Planned(), .. Worked(), .. Leaving(), .. Undone()];

    private static readonly FrozenDictionary<(int From, Kind Fact), CaseTransition[]> ByStateAndFact = Table
        .GroupBy(row => (Number(row.From), row.Fact))
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static CaseTransition Of(CaseState? state, CaseMoment moment) =>
        ByStateAndFact[(Number(state), moment.Told.Kind)].First(row => row.When.Holds(moment));

    public static bool IsEnd(Kind kind) => kind is Kind.Discharged or Kind.Died or Kind.TransferredOut;

    public static bool IsOver(CaseState? state) => state >= Discharged;

    public static bool ChangesTheEnd(Kind kind) =>
        kind is Kind.Planned or Kind.Admitted or Kind.AdmissionCancelled or Kind.DischargeCancelled;

    /// <summary>Can only be while the person is in hospital.</summary>
    public static bool IsOfTheStayItself(Kind kind) => kind is >= Kind.Moved and <= Kind.PathwayAgreed or Kind.Delayed;

    private static int Number(CaseState? state) => (int)state.GetValueOrDefault();

    private static IEnumerable<CaseTransition> Coming() =>
        [
            .. Rows(Kind.Planned, Nothing, To(Expected)),
            .. Rows(Kind.Planned, [Expected], Stays),
            .. Rows(Kind.Admitted, Nothing, To(InHospital)),
            .. Rows(Kind.Admitted, [Expected], AsPlanned),
            .. Rows(Kind.Admitted, Stay, Stays),
            .. Rows(Kind.Admitted, Over, Stays, CaseGuard.SameAdmission),
            .. Rows(Kind.Admitted, Left, To(InHospital), CaseGuard.AdmissionKnown),
            .. Rows(Kind.Admitted, [Died], Stays, CaseGuard.AdmissionKnown, CaseConflicts.AfterEnd),
            .. Rows(Kind.Admitted, Ended, Stays, conflict: CaseConflicts.DischargeBeforeAdmission),
            .. Rows(Kind.Admitted, [Cancelled], To(InHospital)),
            .. Rows(Kind.Moved, Nothing, To(InHospital)),
            .. Rows(Kind.Moved, [Expected], AsPlanned),
            .. Rows(Kind.Moved, Stay, Stays),
            .. Rows(Kind.CriteriaMet, [null, Ready], To(InHospital)),
            .. Rows(Kind.CriteriaMet, [Expected], AsPlanned),
            .. Rows(Kind.CriteriaMet, [InHospital, Referred, Planning, Arranged], Stays),
            .. Rows(Kind.CriteriaNotMet, [null, InHospital], To(Ready)),
            .. Rows(Kind.CriteriaNotMet, [Expected], AsPlanned),
            .. Rows(Kind.CriteriaNotMet, [Ready, Referred, Planning, Arranged], Stays),
            .. new[] { Kind.Moved, Kind.CriteriaMet, Kind.CriteriaNotMet }.SelectMany(AfterEnd),
        ];

    /// <summary>Planning may begin before the admission; the state says so once the person is in hospital.</summary>
    private static IEnumerable<CaseTransition> Planned() =>
        [
            .. Rows(Kind.ExpectedDischarge, Nothing, To(InHospital)),
            .. Rows(Kind.ExpectedDischarge, [Expected, .. Stay], Stays),
            .. AfterEnd(Kind.ExpectedDischarge),
            .. Rows(Kind.ReferredToHub, [null, .. Ward], To(Referred)),
            .. Rows(Kind.ReferredToHub, [Expected, Referred, Planning, Arranged], Stays),
            .. AfterEnd(Kind.ReferredToHub),
            .. Rows(Kind.PathwayProposed, Nothing, To(InHospital)),
            .. Rows(Kind.PathwayProposed, [Expected, .. Stay], Stays),
            .. AfterEnd(Kind.PathwayProposed),
            // Pathway 0 is led by the ward: it asks nothing of a hub, and takes the person off a hub that was asked.
            .. Rows(Kind.PathwayAgreed, Nothing, To(InHospital), CaseGuard.Pathway0),
            .. Rows(Kind.PathwayAgreed, Ward, Stays, CaseGuard.Pathway0),
            .. Rows(Kind.PathwayAgreed, [Referred, Planning], AsPlanned, CaseGuard.Pathway0),
            .. Rows(Kind.PathwayAgreed, [null, .. Ward, Referred], To(Planning)),
            .. Rows(Kind.PathwayAgreed, [Expected, Planning], Stays),
            .. Rows(Kind.PathwayAgreed, [Arranged], Stays, CaseGuard.SamePathway),
            .. Rows(Kind.PathwayAgreed, [Arranged], To(Planning)),
            .. AfterEnd(Kind.PathwayAgreed),
            .. new[] { Kind.AssessmentAsked, Kind.AssessmentAccepted, Kind.AssessmentDeclined, Kind.AssessmentDone }.SelectMany(fact =>
                (CaseTransition[])
                    [
                        .. Rows(fact, Nothing, To(InHospital)),
                        .. Rows(fact, [Expected, .. Stay], Stays),
                        // Discharge to assess: many assessments are made at home.
                        .. Rows(fact, Left, Stays),
                        .. Rows(fact, [Died, Cancelled], Stays, conflict: CaseConflicts.AfterEnd),
                    ]
            ),
            .. Rows(Kind.Arranged, [null, .. Ward, Referred, Planning], To(Arranged)),
            .. Rows(Kind.Arranged, [Expected, Arranged, .. Left], Stays),
            .. Rows(Kind.Arranged, [Died, Cancelled], Stays, conflict: CaseConflicts.AfterEnd),
            .. Rows(Kind.Delayed, Nothing, To(InHospital)),
            .. Rows(Kind.Delayed, [Expected, .. Stay], Stays),
            .. AfterEnd(Kind.Delayed),
            .. Rows(Kind.DelayEnded, Nothing, To(InHospital)),
            .. Rows(Kind.DelayEnded, Any, Stays),
        ];

    /// <summary>Work goes on after the stay, and moves no state.</summary>
    private static IEnumerable<CaseTransition> Worked() =>
        new[]
        {
            Kind.AlertClaimed,
            Kind.AlertAcknowledged,
            Kind.AlertHandedBack,
            Kind.AlertEscalated,
            Kind.AlertCompleted,
            Kind.PassedToHub,
            Kind.Withdrawn,
            Kind.NoticeGiven,
            Kind.NoticeAnswered,
        }.SelectMany(fact => (CaseTransition[])[.. Rows(fact, Nothing, To(InHospital)), .. Rows(fact, Any, Stays)]);

    private static IEnumerable<CaseTransition> AfterEnd(Kind fact) => Rows(fact, Over, Stays, conflict: CaseConflicts.AfterEnd);

    private static CaseTarget.Into To(CaseState state) => new(state);

    private static IEnumerable<CaseTransition> Rows(
        Kind fact,
        CaseState?[] from,
        CaseTarget target,
        CaseGuard? when = null,
        string? conflict = null
    ) => from.Select(state => new CaseTransition(state, fact, when ?? CaseGuard.Always, target, conflict));
}
