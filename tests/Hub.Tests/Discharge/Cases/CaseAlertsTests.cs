using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class CaseAlertsTests
{
    private static readonly StayFact Admitted = Fact(Kind.Admitted, 1);
    private static readonly StayFact NotMet = Fact(Kind.CriteriaNotMet, 2);
    private static readonly StayFact Referred = Fact(Kind.ReferredToHub, 3);
    private static readonly StayFact Discharged = Fact(Kind.Discharged, 8) with { Code = "1" };

    /// <summary>Each kind of alert, and what raises it last.</summary>
    private static readonly Dictionary<string, StayFact[]> Examples = new()
    {
        [CaseAlertKind.Admitted] = [Admitted],
        [CaseAlertKind.ExpectedDateChanged] = [Admitted, Fact(Kind.ExpectedDischarge, 2) with { Date = new(2026, 3, 9) }],
        [CaseAlertKind.Ready] = [Admitted, NotMet],
        [CaseAlertKind.NoLongerReady] = [Admitted, NotMet, Fact(Kind.CriteriaMet, 3)],
        [CaseAlertKind.PathwayNeeded] = [Admitted, Referred],
        [CaseAlertKind.PathwayAgreed] = [Admitted, Referred, Fact(Kind.PathwayAgreed, 4) with { Pathway = 1 }],
        [CaseAlertKind.AssessmentAnswered] = [Admitted, Fact(Kind.AssessmentAsked, 2), Fact(Kind.AssessmentDeclined, 3)],
        [CaseAlertKind.NoticeAnswered] = [Admitted, Fact(Kind.NoticeGiven, 2), Fact(Kind.NoticeAnswered, 3) with { Accepted = true }],
        [CaseAlertKind.Arranged] = [Admitted, Fact(Kind.Arranged, 2)],
        [CaseAlertKind.Delayed] = [Admitted, Fact(Kind.Delayed, 2)],
        [CaseAlertKind.DelayEnded] = [Admitted, Fact(Kind.Delayed, 2), Fact(Kind.DelayEnded, 3)],
        [CaseAlertKind.PassedOn] = [Admitted, Fact(Kind.PassedToHub, 2) with { Hub = "hub-midvale" }],
        [CaseAlertKind.Escalated] = [Admitted, Fact(Kind.AlertEscalated, 2) with { Alert = "x" }],
        [CaseAlertKind.Transferred] = [Admitted, Fact(Kind.TransferredOut, 2)],
        [CaseAlertKind.Discharged] = [Admitted, Discharged],
        [CaseAlertKind.SelfDischarged] = [Admitted, Discharged with { Code = "6" }],
        [CaseAlertKind.Died] = [Admitted, Fact(Kind.Died, 2)],
        [CaseAlertKind.Withdrawn] = [Admitted, Fact(Kind.AdmissionCancelled, 2)],
    };

    public static TheoryData<string> Kinds => [.. CaseAlertKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_raised_by_the_commit_that_brings_it_and_by_no_later_one(string kind)
    {
        var told = Growing(Examples[kind]);

        var stay = ProjectAll(told);
        var later = ProjectAll([.. told, B.Says(1, Fact(Kind.Moved, 1, 9, 30)), told[^1]]);

        Assert.Equal(kind, stay.Alerts[^1].Kind);
        Assert.Equal(stay.Kinds(), later.Kinds());
        Assert.Equal(told.Length, told.Select((_, i) => ProjectAll(told[..(i + 1)]).Alerts.Count).Distinct().Count() + Silent(told));
    }

    [Theory]
    [InlineData(Kind.AlertClaimed)]
    [InlineData(Kind.AlertAcknowledged)]
    [InlineData(Kind.AlertHandedBack)]
    [InlineData(Kind.AlertCompleted)]
    [InlineData(Kind.Planned)]
    [InlineData(Kind.NoticeGiven)]
    public void Work_plans_and_notices_raise_none(Kind kind) =>
        Assert.Equal(["admitted"], ProjectAll(Growing(Admitted, Fact(kind, 2) with { Alert = "x" })).Kinds());

    [Fact]
    public void The_id_of_a_discharge_is_made_as_it_always_was()
    {
        var stay = ProjectAll(A.Says(1, Admitted, Discharged));

        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "discharged", Stay, "2026-03-08T09:00");
        Assert.Equal($"{Person}.{Base32.Encode(hash[..10])}", Assert.Single(stay.Alerts).Id);
        Assert.True(HubResourceId.TryParse(stay.Alerts[0].Id, out _));
    }

    [Fact]
    public void A_discharge_that_is_cancelled_and_told_again_at_the_same_minute_is_a_new_alert()
    {
        var stay = ProjectAll(
            A.Says(1, Admitted, Discharged),
            A.Says(2, Admitted, Fact(Kind.DischargeCancelled, 8, 12)),
            A.Says(3, Admitted, Discharged)
        );

        Assert.Equal(["discharged", "withdrawn", "discharged"], stay.Kinds());
        Assert.Distinct(stay.Alerts.Select(alert => alert.Id));
        Assert.Equal(stay.Alerts[1].Id, stay.Alerts[0].SupersededBy);
        Assert.Equal(stay.Alerts[2].Id, stay.Alerts[1].SupersededBy);
    }

    [Fact]
    public void A_second_source_that_is_some_minutes_off_raises_nothing()
    {
        StayStatement first = A.Says(1, Admitted, NotMet, Discharged);

        Assert.Equal(
            ["discharged"],
            ProjectAll(first, B.Says(1, Fact(Kind.Admitted, 1, 8, 30), Fact(Kind.Discharged, 8, 8, 30) with { Code = "1" })).Kinds()
        );
    }

    [Fact]
    public void A_discharge_whose_time_is_corrected_by_more_than_an_hour_is_a_new_alert() =>
        Assert.Equal(
            ["discharged"],
            ProjectAll(A.Says(1, Admitted, Discharged), A.Says(2, Admitted, Discharged with { At = At(8, 17) })).StandingKinds()
        );

    [Fact]
    public void Without_an_earlier_alert_there_is_nothing_to_withdraw()
    {
        var before = FoldFacts(Fact(Kind.Planned, 1));
        var after = Fold(A.Says(1, Fact(Kind.Planned, 1)), A.Says(2, Fact(Kind.AdmissionCancelled, 2)));

        Assert.Empty(CaseAlerts.Between(before, after, new StayCommit(2, At(2), From(null), [])));
    }

    [Fact]
    public void A_cancelled_admission_makes_all_older_alerts_needless()
    {
        var stay = ProjectAll(Growing(Admitted, NotMet, Referred, Fact(Kind.AdmissionCancelled, 4)));

        Assert.Equal(["withdrawn"], stay.StandingKinds());
    }

    [Fact]
    public void A_stay_that_is_wholly_taken_back_is_withdrawn() =>
        Assert.Equal(["admitted", "withdrawn"], ProjectAll(A.Says(1, Admitted), A.Gone()).Kinds());

    [Fact]
    public void A_case_that_its_hub_withdraws_is_withdrawn_each_time()
    {
        var stay = ProjectAll(Growing(Admitted, Fact(Kind.Withdrawn, 2), Fact(Kind.ExpectedDischarge, 3), Fact(Kind.Withdrawn, 4)));

        Assert.Equal(["admitted", "withdrawn", "withdrawn"], stay.Kinds());
        Assert.Distinct(stay.Alerts.Select(alert => alert.Id));
    }

    [Fact]
    public void A_newer_alert_makes_the_older_one_of_its_group_needless_and_no_other()
    {
        var date = Fact(Kind.ExpectedDischarge, 2) with { Date = new(2026, 3, 9) };
        var stay = ProjectAll(
            Growing(
                Admitted,
                NotMet,
                Referred,
                Fact(Kind.Delayed, 3, 10),
                date,
                Fact(Kind.PathwayAgreed, 4) with
                {
                    Pathway = 1,
                },
                date with
                {
                    At = At(5),
                    Date = new(2026, 3, 10),
                },
                Fact(Kind.DelayEnded, 6),
                Fact(Kind.CriteriaMet, 7)
            )
        );

        Assert.Equal(["admitted", "pathway-agreed", "expected-date-changed", "delay-ended", "no-longer-ready"], stay.StandingKinds());
        Assert.Equal(stay.Alerts.Single(alert => alert.Kind == "no-longer-ready").Id, stay.Alerts[1].SupersededBy);
    }

    [Fact]
    public void An_alert_that_somebody_acknowledged_stands_as_it_was()
    {
        var commits = new[] { A.Says(1, Admitted, NotMet) }.InCommits().ToList();
        var raised = Project(commits).Alerts.Single(alert => alert.Kind == "ready-for-discharge");
        commits.AddRange(
            new[]
            {
                "work".Says(1, Fact(Kind.AlertAcknowledged, 2, 10) with { Alert = raised.Id }),
                A.Says(2, Admitted, NotMet, Fact(Kind.CriteriaMet, 3)),
            }
                .InCommits()
                .Select(commit => commit with { Commit = commit.Commit + 1 })
        );

        var after = Project(commits).Alerts.Single(alert => alert.Id == raised.Id);

        Assert.Equal((At(2, 10), null), (after.AcknowledgedAt, after.SupersededBy));
    }

    [Fact]
    public void Where_no_place_can_be_told_each_hub_has_the_alert_under_one_id()
    {
        var after = FoldFacts(Admitted);
        var commit = new StayCommit(1, At(1), From(null), []);

        var stay = CaseAlerts.Apply(null, after, CaseAlerts.Between(null, after, commit), ["hub-a", "hub-b"], commit.ReceivedAt);

        Assert.Equal(["hub-a", "hub-b"], stay.Alerts.Select(alert => alert.Hub));
        Assert.Single(stay.Alerts.Select(alert => alert.Id).Distinct());
        Assert.All(stay.Alerts, alert => Assert.Null(alert.SupersededBy));
    }

    [Fact]
    public void Each_alert_tells_when_it_happened_as_a_FHIR_date()
    {
        var after = FoldFacts(Admitted, NotMet, Fact(Kind.ExpectedDischarge, 2) with { Date = new(2026, 3, 9) });

        var told = CaseAlerts
            .Between(null, after, new StayCommit(1, At(1), From(null), []))
            .Select(alert => (alert.Kind, alert.OccurredAt));

        Assert.Equal(
            [
                ("admitted", "2026-03-01T09:00:00Z"),
                ("expected-date-changed", "2026-03-09"),
                ("ready-for-discharge", "2026-03-02T09:00:00Z"),
            ],
            told
        );
    }

    [Fact]
    public void Two_escalations_at_one_instant_in_two_commits_are_two_alerts()
    {
        var escalated = Fact(Kind.AlertEscalated, 2);

        var stay = ProjectAll(
            A.Says(1, Admitted),
            "z".Says(1, escalated with { Alert = "x" }),
            "c".Says(1, escalated with { Alert = "y" })
        );

        Assert.Equal(["admitted", "escalated", "escalated"], stay.Kinds());
    }

    [Fact]
    public void A_planned_stay_admits_when_the_person_comes_and_again_when_they_come_back()
    {
        var stay = ProjectAll(Growing(Fact(Kind.Planned, 1), Admitted, Discharged, Fact(Kind.Admitted, 12)));

        Assert.Equal(["admitted", "discharged", "admitted"], stay.Kinds());
    }

    [Fact]
    public void A_cancelled_discharge_does_not_say_again_what_still_stands() =>
        Assert.Equal(
            ["admitted", "ready-for-discharge", "pathway-needed", "discharged", "withdrawn"],
            ProjectAll(Growing(Admitted, NotMet, Referred, Discharged, Fact(Kind.DischargeCancelled, 8, 12))).Kinds()
        );

    /// <summary>A version for each fact, with all those before it.</summary>
    private static StayStatement[] Growing(params StayFact[] facts) => [.. facts.Select((_, i) => A.Says(i + 1, facts[..(i + 1)]))];

    /// <summary>How many of the commits raise nothing: asking for an assessment does not.</summary>
    private static int Silent(StayStatement[] told) => told[^1].Facts.Count(fact => fact.Kind is Kind.AssessmentAsked or Kind.NoticeGiven);
}
