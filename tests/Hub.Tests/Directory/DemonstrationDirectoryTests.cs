using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Directory;

public sealed class DemonstrationDirectoryTests
{
    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;

    [Fact]
    public void It_has_no_fault() => Assert.Empty(HubDirectory.Load(DirectoryCopy.Original).Faults);

    [Theory]
    [InlineData("northfield", "C90001", "hub-northfield", "RX1", "X90001", "X90002", "X90003", "X90004")]
    [InlineData("midvale", "C90002", "hub-midvale", "RX1", "X90005", "X90006", "X90007", "X90008")]
    [InlineData("southport", "C90003", "hub-southport", "RX2", "X90009", "X90010", "X90011", "X90012")]
    public void Partners_scripts_can_rely_on_its_names(string id, string council, string hub, string trust, params string[] practices)
    {
        var place = Demonstration.Places[id];

        Assert.Equal(council, place.Council.Value);
        Assert.Equal(hub, Demonstration.HubFor(place)!.Id);
        Assert.Equal("discharge-" + hub, Demonstration.HubFor(place)!.QueueName);
        Assert.True(Demonstration.Find(OdsCode.Parse(trust))!.Serves(id));
        Assert.True(Demonstration.Find(OdsCode.Parse(council))!.Serves(id));
        Assert.Equal(2, Demonstration.Neighbourhoods.Values.Count(neighbourhood => neighbourhood.PlaceId == id));
        Assert.All(practices, code => Assert.Equal([id], Demonstration.Find(OdsCode.Parse(code))!.Places));
        Assert.Equal(4, Demonstration.Organisations.Values.Count(row => row.Kind is OrganisationKind.Practice && row.Serves(id)));
    }

    [Fact]
    public void One_trust_spans_two_systems() => Assert.Equal(["fellmoor", "saltmarsh"], Demonstration.Find(OdsCode.Parse("RX2"))!.Systems);

    [Fact]
    public void Two_practices_belong_to_each_neighbourhood() =>
        Assert.All(
            Demonstration.Neighbourhoods.Keys,
            id => Assert.Equal(2, Demonstration.Organisations.Values.Count(row => row.Neighbourhood == id))
        );

    [Theory]
    [InlineData("northfield")]
    [InlineData("midvale")]
    [InlineData("southport")]
    public void Every_place_is_alerted_of_discharges(string id)
    {
        var rule = Demonstration.AlertRuleFor(Demonstration.Places[id], AlertEvent.Discharged);

        Assert.Equal($"{id}-discharged", rule!.Id);
    }

    [Fact]
    public void A_place_without_a_rule_for_an_event_gets_no_alert()
    {
        Assert.Null(Demonstration.AlertRuleFor(Demonstration.Places["southport"], AlertEvent.ReadyForDischarge));
        Assert.Null(Demonstration.AlertRuleFor(null, AlertEvent.Discharged));
        Assert.Null(Demonstration.HubFor(null));
    }

    [Theory]
    [InlineData("northfield", 15)]
    [InlineData("midvale", 6)]
    [InlineData("southport", 6)]
    public void Each_place_is_alerted_of_what_it_chose_and_always_of_whom_nobody_must_miss(string id, int events)
    {
        var rules = Demonstration.Rules[id];
        var chosen = Enum.GetValues<AlertEvent>().Where(each => rules.On(each) is not null).ToList();

        Assert.Equal(events, chosen.Count);
        Assert.Superset(
            new HashSet<AlertEvent> { AlertEvent.Discharged, AlertEvent.SelfDischarged, AlertEvent.Withdrawn },
            chosen.ToHashSet()
        );
    }

    [Fact]
    public void Every_event_has_one_name_that_leads_back_to_it()
    {
        Assert.All(Enum.GetValues<AlertEvent>(), each => Assert.Equal(each, AlertEvents.Of(AlertEvents.NameOf(each))));
        Assert.Null(AlertEvents.Of("clock-warning"));
        Assert.Null(AlertEvents.Of(null));
    }

    [Fact]
    public void Clocks_differ_by_place_and_a_kind_that_a_place_does_not_time_has_none()
    {
        var northfield = Demonstration.Rules["northfield"].Clock(ClockKind.Assess)!;
        var midvale = Demonstration.Rules["midvale"].Clock(ClockKind.Assess)!;

        Assert.Equal(TimeSpan.FromDays(2), northfield.Within);
        Assert.True(northfield.InWorkingDays);
        Assert.Equal(TimeSpan.FromHours(48), midvale.Within);
        Assert.False(midvale.InWorkingDays);
        Assert.Null(Demonstration.Rules["southport"].Clock(ClockKind.Arrange));
        Assert.Null(Demonstration.Rules["midvale"].Clock(ClockKind.Acknowledge));
    }

    [Fact]
    public void Notices_are_given_only_between_those_who_agreed_them()
    {
        var (rx1, rx2) = (OdsCode.Parse("RX1"), OdsCode.Parse("RX2"));
        var notices = Demonstration.Rules["northfield"].Notices!;

        Assert.NotNull(notices.Between(rx1, NoticeKind.Discharge));
        Assert.Null(notices.Between(rx2, NoticeKind.Discharge));
        Assert.Null(Demonstration.Rules["southport"].Notices!.Between(rx2, NoticeKind.Discharge));
        Assert.Null(Demonstration.Rules["midvale"].Notices);
    }

    [Fact]
    public void A_notice_is_held_against_the_places_checklist()
    {
        var rule = Demonstration.Rules["northfield"].Notices!.Between(OdsCode.Parse("RX1"), NoticeKind.Withdrawal)!;

        Assert.Equal(
            [NoticeDatum.NhsNumber, NoticeDatum.Reason],
            rule.LacksOf([NoticeDatum.PatientName, NoticeDatum.Hospital, NoticeDatum.NoticeDate, NoticeDatum.NoticeWithdrawn])
        );
        Assert.Empty(rule.LacksOf(rule.Needs));
    }

    [Fact]
    public void An_organisation_without_a_policy_may_send_nothing()
    {
        var policy = Demonstration.PolicyOf(OdsCode.Parse("QZ9"));

        Assert.Same(SenderPolicy.Nothing, policy);
        Assert.False(policy.MaySend("Patient"));
        Assert.False(policy.MaySendAnything);
        Assert.Same(SenderPolicy.Nothing, Demonstration.PolicyOf(OdsCode.Parse("ZZ999")));
    }

    [Fact]
    public void Practices_and_trusts_may_send_any_type_and_councils_those_that_are_listed()
    {
        Assert.True(Demonstration.PolicyOf(OdsCode.Parse("X90003")).MaySend("Claim"));
        Assert.True(Demonstration.PolicyOf(OdsCode.Parse("RX1")).MaySend("Claim"));
        Assert.True(Demonstration.PolicyOf(OdsCode.Parse("RX101")).MaySend("Encounter"));
        Assert.True(Demonstration.PolicyOf(OdsCode.Parse("C90001")).MaySend("CarePlan"));
        Assert.False(Demonstration.PolicyOf(OdsCode.Parse("C90001")).MaySend("Claim"));
        Assert.False(Demonstration.PolicyOf(OdsCode.Parse("C90001")).MaySend("careplan"));
    }
}
