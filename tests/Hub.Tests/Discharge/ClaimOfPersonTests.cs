using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Pages;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Discharge;

/// <summary>One person's alert is taken by the rules by which any is.</summary>
public sealed class ClaimOfPersonTests(StillHub live) : IClassFixture<StillHub>
{
    private static readonly Caller Coordinator = new(OdsCode.Parse("RX1"), Role.DischargeCoordinator, null, "somebody");
    private static readonly Caller Worker = new(OdsCode.Parse("C90001"), Role.SocialWorker, null, "somebody");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DischargeHub Hub => live.Hub.Directory.DischargeHubs[StagedCases.Northfield];

    private AlertDesk Desk => live.Hub.Services.GetRequiredService<AlertDesk>();

    private AlertHandling Work => live.Hub.Services.GetRequiredService<AlertHandling>();

    [Fact]
    public async Task The_persons_first_alert_is_taken_and_the_next_when_it_is_acknowledged()
    {
        var (record, of) = await StagedAsync("admitted", "ready");
        await StagedAsync("ready");
        var first = Assert.IsType<ClaimOfPerson.Taken>(await ClaimAsync(record, Coordinator)).Alert;
        Assert.Equal((of.Alerts[0].Id, of.Id), (first.Id, first.CaseId));
        Assert.IsType<ClaimOfPerson.Held>(await ClaimAsync(record, Worker));

        Assert.Null(await Work.DoAsync(Hub, first.Id, new(AlertAction.Acknowledge, first.LockToken), Coordinator, Cancellation));
        Assert.Equal(of.Alerts[1].Id, Assert.IsType<ClaimOfPerson.Taken>(await ClaimAsync(record, Worker)).Alert.Id);
    }

    [Fact]
    public async Task What_nobody_acknowledged_in_time_goes_to_who_asks_for_the_person()
    {
        var (record, _) = await StagedAsync("ready");
        var first = Assert.IsType<ClaimOfPerson.Taken>(await ClaimAsync(record, Coordinator)).Alert;
        live.Clock.Advance(AlertDesk.Lease);
        var second = Assert.IsType<ClaimOfPerson.Taken>(await ClaimAsync(record, Worker)).Alert;
        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.LockToken, second.LockToken);
        Assert.NotNull(await Work.DoAsync(Hub, first.Id, new(AlertAction.Acknowledge, first.LockToken), Coordinator, Cancellation));
    }

    [Fact]
    public async Task What_a_newer_one_made_needless_is_passed_by()
    {
        var (record, of) = await StagedAsync("ready", "discharged");
        await live.Cases.PutAsync(
            of with
            {
                Alerts = [of.Alerts[0] with { SupersededBy = of.Alerts[1].Id }, of.Alerts[1]],
            },
            null,
            Cancellation
        );
        Assert.Equal(of.Alerts[1].Id, Assert.IsType<ClaimOfPerson.Taken>(await ClaimAsync(record, Coordinator)).Alert.Id);
    }

    [Fact]
    public async Task Somebody_without_an_alert_has_none()
    {
        var record = live.Hub.RecordOf(TestPerson.New());
        Assert.IsType<ClaimOfPerson.NoneWaits>(await ClaimAsync(record, Coordinator));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_it()
    {
        var (record, of) = await StagedAsync("ready");
        var claims = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async n =>
                    n % 3 == 0
                        ? (await Desk.ClaimAsync(Hub, 32, TimeSpan.Zero, Worker, Cancellation)).Count(alert => alert.Id == of.Alerts[0].Id)
                    : await ClaimAsync(record, Coordinator) is ClaimOfPerson.Taken ? 1
                    : 0
                )
        );
        Assert.Equal(1, claims.Sum());
    }

    private Task<ClaimOfPerson> ClaimAsync(RecordId record, Caller caller) => Desk.ClaimOfAsync(Hub, record, caller, Cancellation);

    private async Task<(RecordId Record, DischargeCase Case)> StagedAsync(params string[] kinds)
    {
        var person = TestPerson.New();
        var of = live.Cases.Ready(person);
        var alerts = new List<RaisedAlert>();
        foreach (var kind in kinds)
            alerts.Add(await live.Cases.RaiseAsync(of, kind, Cancellation));
        of = of with { Alerts = alerts };
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation);
        return (live.Hub.RecordOf(person), of);
    }
}
