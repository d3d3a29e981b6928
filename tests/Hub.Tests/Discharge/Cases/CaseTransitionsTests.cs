using IntegrationHub.Discharge.Cases;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class CaseTransitionsTests
{
    private static readonly CaseState?[] States = [null, .. Enum.GetValues<CaseState>().Select(state => (CaseState?)state)];

    public static TheoryData<int, string> Rows
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < CaseTransitions.Table.Count; i++)
                data.Add(i, $"{CaseTransitions.Table[i].From?.ToString() ?? "nothing"}, {CaseTransitions.Table[i].Fact}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_does_what_it_says(int index, string what)
    {
        var row = CaseTransitions.Table[index];
        var (statements, last) = Example(row);

        var (_, _, steps) = CaseFold.Walk(Told.Case, statements.InCommits());

        var step = steps.Single(step => ReferenceEquals(step.Told.Fact, last));
        Assert.True(row.From == step.From, $"{what} begins from {step.From}");
        Assert.Equal(Expected(row), step.To);
        Assert.Equal(row.Conflict is { } conflict ? [conflict] : [], step.Conflicts.Where(Table.Contains));
    }

    [Fact]
    public void Whatever_is_told_in_whatever_state_has_a_row_and_the_last_one_asks_nothing_more()
    {
        foreach (var state in States)
        foreach (var fact in Enum.GetValues<Kind>().Where(fact => fact is not Kind.Planned))
        {
            var rows = CaseTransitions.Table.Where(row => row.From == state && row.Fact == fact).ToArray();
            Assert.True(rows.Length > 0 && rows[^1].When == CaseGuard.Always, $"{state}, {fact}");
            Assert.DoesNotContain(rows[..^1], row => row.When == CaseGuard.Always);
        }
    }

    [Fact]
    public void Nothing_leads_back_to_a_stay_that_is_only_expected() =>
        Assert.DoesNotContain(
            CaseTransitions.Table,
            row => row.From is not null && row.Target is CaseTarget.Into { State: CaseState.Expected }
        );

    private static readonly HashSet<string> Table = [.. CaseTransitions.Table.Select(row => row.Conflict).OfType<string>()];

    /// <summary>What leads to the row's state, and a fact that fits the row and none above it.</summary>
    private static (StayStatement[] Statements, StayFact Last) Example(CaseTransition row)
    {
        var short_ = row.When == CaseGuard.SameAdmission;
        var soon = short_ || row.When == CaseGuard.SameTime || row.When == CaseGuard.BySelfWhereNoneWasTold;
        var last = new StayFact(row.Fact, soon ? Told.At(8, 9, 40) : Told.At(10))
        {
            Code =
                row.When == CaseGuard.ByDeath || row.When == CaseGuard.DeathBySameSource ? "4"
                : row.When == CaseGuard.BySelf || row.When == CaseGuard.BySelfWhereNoneWasTold ? "6"
                : row.When == CaseGuard.WithoutMethod ? null
                : "1",
            Pathway =
                row.When == CaseGuard.Pathway0 ? 0
                : row.When == CaseGuard.SamePathway ? 1
                : 2,
        };
        var sameSource = row.When == CaseGuard.SameSource || row.When == CaseGuard.DeathBySameSource;
        var leading = LeadingTo(row.From, short_ ? Told.At(8, 9, 10) : Told.At(1));
        if (row.Conflict == CaseConflicts.DischargeBeforeAdmission)
            leading = [.. leading.Where(fact => fact.Kind is not Kind.Admitted)];
        if (row.When == CaseGuard.BySelfWhereNoneWasTold)
            leading = [.. leading.Select(fact => fact with { Code = null })];
        var once =
            row.When == CaseGuard.DischargeToldOnce ? Kind.Discharged
            : row.When == CaseGuard.AdmissionToldOnce ? Kind.Admitted
            : default(Kind?);
        List<StayStatement> statements = sameSource
            ? [Told.A.Says(1, [.. leading, last])]
            : [Told.A.Says(1, leading), Told.B.Says(1, last)];
        if (once is { } kind)
            statements.AddRange("encounter-c".Says(1, Told.Fact(kind, 1)), "encounter-c".Says(2));
        return ([.. statements], last);
    }

    private static StayFact[] LeadingTo(CaseState? state, DateTimeOffset admitted)
    {
        var came = new StayFact(Kind.Admitted, admitted);
        StayFact[] ready = [came, Told.Fact(Kind.CriteriaNotMet, 2)];
        StayFact[] referred = [.. ready, Told.Fact(Kind.ReferredToHub, 3)];
        StayFact[] planning = [.. referred, Told.Fact(Kind.PathwayAgreed, 4) with { Pathway = 1 }];
        return state switch
        {
            null => [],
            CaseState.Expected => [Told.Fact(Kind.Planned, 1)],
            CaseState.InHospital => [came],
            CaseState.Ready => ready,
            CaseState.Referred => referred,
            CaseState.Planning => planning,
            CaseState.Arranged => [.. planning, Told.Fact(Kind.Arranged, 5)],
            CaseState.Discharged => [came, Told.Fact(Kind.Discharged, 8, 9, 20) with { Code = "1" }],
            CaseState.SelfDischarged => [came, Told.Fact(Kind.Discharged, 8, 9, 20) with { Code = "6" }],
            CaseState.Died => [came, Told.Fact(Kind.Died, 8, 9, 20)],
            CaseState.Transferred => [came, Told.Fact(Kind.TransferredOut, 8, 9, 20)],
            _ => [came, Told.Fact(Kind.AdmissionCancelled, 8, 9, 20)],
        };
    }

    /// <summary>The examples of the two rules that look at the planning have none, but what the row itself tells.</summary>
    private static CaseState? Expected(CaseTransition row) =>
        row.Target switch
        {
            CaseTarget.Into into => into.State,
            CaseTarget.Same => row.From,
            CaseTarget.AsPlanned when row.From is CaseState.Referred or CaseState.Planning => CaseState.Ready,
            CaseTarget.AsPlanned when row.Fact is Kind.CriteriaNotMet => CaseState.Ready,
            _ => CaseState.InHospital,
        };
}
