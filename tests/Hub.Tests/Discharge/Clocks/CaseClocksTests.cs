using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Discharge.Clocks;

public sealed class CaseClocksTests
{
    private static readonly HubDirectory Directory = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    private static readonly PlaceRules Northfield = Directory.Rules["northfield"];
    private static readonly WorkingCalendar Calendar = new(Directory.BankHolidays);
    private static readonly DateTimeOffset Start = SomeCase.Monday;

    [Fact]
    public void An_alert_is_on_the_clock_of_its_rule_until_it_is_acknowledged()
    {
        var some = SomeCase.New();
        var alert = some.Ready(Start);

        var clock = Assert.Single(Of(some with { Alerts = [alert] }));
        Assert.Equal((ClockKind.Acknowledge, "northfield-ready-for-discharge", alert.Id), (clock.Kind, clock.Rule, clock.Alert));
        Assert.Equal(
            (Start, Start.AddMinutes(30), Start.AddHours(1), Start.AddHours(2)),
            (clock.StartedAt, clock.WarnAt, clock.DueAt, clock.EscalateAt)
        );
        Assert.Equal(
            [ClockStatus.NotStarted, ClockStatus.Running, ClockStatus.Warning, ClockStatus.Breached],
            new[] { -1, 0, 30, 60 }.Select(minutes => clock.StatusAt(Start.AddMinutes(minutes)))
        );

        var inTime = Assert.Single(Of(some with { Alerts = [alert with { AcknowledgedAt = Start.AddHours(1) }] }));
        Assert.Equal((ClockStatus.Met, 0), (inTime.StatusAt(Start.AddDays(1)), inTime.Moments.Count));
        var late = Assert.Single(Of(some with { Alerts = [alert with { AcknowledgedAt = Start.AddHours(1).AddTicks(1) }] }));
        Assert.Equal(ClockStatus.MetLate, late.StatusAt(Start.AddDays(1)));
        Assert.Equal(ClockStatus.Breached, late.StatusAt(Start.AddHours(1)));
    }

    [Fact]
    public void A_superseded_alert_falls_away_when_the_newer_one_is_raised()
    {
        var some = SomeCase.New();
        var newer = some.Alert("no-longer-ready", Start.AddMinutes(10));
        var older = some.Ready(Start) with { SupersededBy = newer.Id };

        var clocks = Of(some with { Alerts = [older, newer] });

        Assert.Equal([ClockStatus.Ended, ClockStatus.Running], clocks.Select(clock => clock.StatusAt(Start.AddMinutes(20))));
        Assert.Equal(ClockStatus.Running, clocks[0].StatusAt(Start.AddMinutes(9)));
    }

    [Fact]
    public void An_alert_that_the_place_has_no_rule_for_is_on_no_clock()
    {
        var some = SomeCase.New();

        Assert.Empty(CaseClocks.Of(some with { Alerts = [some.Ready(Start)] }, Directory.Rules["southport"], Calendar));
        Assert.Empty(Of(some with { Alerts = [some.Alert("clock-warning", Start)] }));
    }

    [Fact]
    public void Without_a_clock_of_the_place_to_acknowledge_it_warns_when_it_is_breached_and_tells_the_host()
    {
        var some = SomeCase.New();

        var clock = Assert.Single(CaseClocks.Of(some with { Alerts = [some.Ready(Start)] }, Directory.Rules["midvale"], Calendar));

        Assert.Equal((clock.DueAt, Start.AddHours(2), Start.AddHours(4)), (clock.WarnAt, clock.DueAt, clock.EscalateAt));
        Assert.Equal([EscalationTarget.HubHost], clock.EscalateTo);
    }

    [Fact]
    public void A_place_may_have_alerts_acknowledged_in_working_time()
    {
        var some = SomeCase.New();
        var saturday = EnglishTime.At("2026-11-21 23:00");

        var clock = Assert.Single(
            CaseClocks.Of(some with { Alerts = [some.Alert("discharged", saturday)] }, Directory.Rules["southport"], Calendar)
        );

        Assert.Equal(("2026-11-23 10:00", "2026-11-23 11:00"), (EnglishTime.Of(clock.DueAt), EnglishTime.Of(clock.EscalateAt)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void An_agreed_pathway_with_support_starts_the_clock_to_assess(int pathway, bool starts)
    {
        var some = SomeCase.New() with { PathwayAgreed = pathway, PathwayAgreedAt = Start };

        Assert.Equal(starts, Of(some).Any(clock => clock.Kind is ClockKind.Assess && clock.StartedAt == Start));
    }

    [Fact]
    public void Whoever_is_asked_to_assess_has_the_whole_time()
    {
        var some = SomeCase.New() with { PathwayAgreed = 1, PathwayAgreedAt = Start, Assessment = Asked(Start.AddHours(3)) };

        var clock = Assert.Single(Of(some));

        Assert.Equal(("2026-11-17 16:00", "2026-11-18 12:00"), (EnglishTime.Of(clock.WarnAt), EnglishTime.Of(clock.DueAt)));
        Assert.Equal(clock.DueAt, clock.EscalateAt);
        var done = Assert.Single(Of(some with { Assessment = Asked(Start.AddHours(3)) with { DoneAt = Start.AddHours(9) } }));
        Assert.Equal(ClockStatus.Met, done.StatusAt(Start.AddDays(9)));
    }

    [Fact]
    public void An_assessment_falls_away_with_the_stay()
    {
        var some = SomeCase.New() with { Assessment = Asked(Start), State = CaseState.Died, LeftAt = Start.AddHours(5) };

        var clock = Assert.Single(Of(some));

        Assert.Equal((ClockStatus.Ended, 0), (clock.StatusAt(Start.AddDays(9)), clock.Moments.Count));
    }

    [Fact]
    public void Nobody_is_late_to_arrange_while_the_person_needs_the_bed()
    {
        var some = SomeCase.New() with { PathwayAgreed = 0, PathwayAgreedAt = Start };

        Assert.Empty(Of(some));
        Assert.Equal(Start.AddDays(1), Assert.Single(Of(some with { ReadyAt = Start.AddDays(1) })).StartedAt);
        Assert.Equal(Start, Assert.Single(Of(some with { ReadyAt = Start.AddDays(-1) })).StartedAt);
    }

    [Theory]
    [InlineData(CaseState.Discharged, ClockStatus.Met)]
    [InlineData(CaseState.Died, ClockStatus.Ended)]
    [InlineData(CaseState.Transferred, ClockStatus.Ended)]
    public void Arranging_is_done_by_arranging_or_by_a_discharge(CaseState left, ClockStatus status)
    {
        var some = SomeCase.New() with { PathwayAgreed = 0, PathwayAgreedAt = Start, ReadyAt = Start };

        var arranged = Assert.Single(Of(some with { Arrangement = new(Start.AddDays(1), null, null) }));
        Assert.Equal(ClockStatus.Met, arranged.StatusAt(Start.AddDays(9)));
        var gone = Assert.Single(Of(some with { State = left, LeftAt = Start.AddDays(1) }));
        Assert.Equal(status, gone.StatusAt(Start.AddDays(9)));
    }

    [Fact]
    public void A_clock_stands_still_while_the_case_is_withdrawn_and_goes_on_with_what_was_left()
    {
        var some = SomeCase.New() with { Assessment = Asked(Start), Withdrawn = true, Withdrawals = [new(Start.AddHours(2), null)] };

        var still = Assert.Single(Of(some));
        Assert.Equal(Start.AddHours(2), still.PausedSince);
        Assert.Equal(
            [ClockStatus.Running, ClockStatus.Paused, ClockStatus.Paused],
            new[] { 1, 2, 900 }.Select(hours => still.StatusAt(Start.AddHours(hours)))
        );
        Assert.Null(still.NextMoment(Start));

        var back = Assert.Single(Of(some with { Withdrawn = false, Withdrawals = [new(Start.AddHours(2), Start.AddDays(2))] }));
        Assert.Equal(("2026-11-19 15:00", (DateTimeOffset?)null), (EnglishTime.Of(back.DueAt), back.PausedSince));
        Assert.Equal(ClockStatus.Paused, back.StatusAt(Start.AddDays(1)));
        Assert.Equal(ClockStatus.Running, back.StatusAt(Start.AddDays(2)));
    }

    [Fact]
    public void A_case_that_is_withdrawn_since_nobody_knows_when_warns_of_nothing() =>
        Assert.Empty(Assert.Single(Of(SomeCase.New() with { Assessment = Asked(Start), Withdrawn = true })).Moments);

    [Fact]
    public void That_a_case_was_withdrawn_is_to_be_acknowledged_all_the_same()
    {
        var rules = Northfield with { Clocks = [Northfield.Clock(ClockKind.Acknowledge)! with { PausedWhile = [ClockPause.Withdrawn] }] };
        var some = SomeCase.New() with { Withdrawn = true, Withdrawals = [new(Start.AddMinutes(5), null)] };
        var alerts = new[] { some.Ready(Start), some.Alert("withdrawn", Start.AddMinutes(5)) };

        var clocks = CaseClocks.Of(some with { Alerts = alerts }, rules, Calendar);

        Assert.Equal([ClockStatus.Paused, ClockStatus.Breached], clocks.Select(clock => clock.StatusAt(Start.AddDays(2))));
    }

    [Theory]
    [InlineData(ClockPause.Declined, ClockStatus.Paused)]
    [InlineData(ClockPause.Withdrawn, ClockStatus.Breached)]
    public void Declining_stops_a_clock_only_where_the_place_says_so(ClockPause pause, ClockStatus status)
    {
        var rules = Northfield with { Clocks = [Northfield.Clock(ClockKind.Assess)! with { PausedWhile = [pause] }] };
        var declined = Asked(Start) with { Accepted = false, AnsweredAt = Start.AddHours(1) };

        var clock = Assert.Single(CaseClocks.Of(SomeCase.New() with { Assessment = declined }, rules, Calendar));

        Assert.Equal(status, clock.StatusAt(Start.AddDays(9)));
    }

    [Fact]
    public void The_next_moment_is_the_warning_then_the_escalation_then_none()
    {
        var some = SomeCase.New();
        var clock = Assert.Single(Of(some with { Alerts = [some.Ready(Start)] }));

        Assert.Equal(clock.WarnAt, clock.NextMoment(Start));
        Assert.Equal(clock.EscalateAt, clock.NextMoment(clock.WarnAt));
        Assert.Null(clock.NextMoment(clock.EscalateAt));
    }

    private static Assessment Asked(DateTimeOffset at) => new(at, "C90001", null, null, null, null);

    private static IReadOnlyList<CaseClock> Of(DischargeCase some) => CaseClocks.Of(some, Northfield, Calendar);
}
