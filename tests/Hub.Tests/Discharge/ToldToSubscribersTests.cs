using System.Net;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Discharge;

/// <summary>Whom a place's rules tell of an alert besides the discharge hub: the person's council and GP practice, as one event.</summary>
public sealed class ToldToSubscribersTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Topic = "discharge-alert";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_discharge_is_told_to_the_council_and_to_the_practice_that_has_the_person_registered_and_to_no_other()
    {
        var feeds = new Dictionary<TestSender, string>();
        foreach (var who in (TestSender[])[TestSender.Council, TestSender.Practice, SubscriberApi.OtherCouncil, TestSender.OtherPractice])
            feeds[who] = await live.PullAsync(who, Topic);
        var person = TestPerson.New();
        var stay = Messages.Stay(person, Messages.NewName("stay"), discharged: true, version: 1);
        Assert.True((await live.Hub.Client.SendAsync(stay, Cancellation)).IsAcknowledgement);
        await live.Hub.SweepAsync(Cancellation);

        var council = Assert.Single(await DischargesAsync(TestSender.Council));
        var practice = Assert.Single(await DischargesAsync(TestSender.Practice));
        Assert.Equal((live.Hub.RecordOf(person).Value, council.Record), (practice.Record, practice.Record));
        Assert.Equal(council.Id, practice.Id);
        Assert.Empty(await DischargesAsync(SubscriberApi.OtherCouncil));
        Assert.Empty(await DischargesAsync(TestSender.OtherPractice));

        async Task<IReadOnlyList<(string Id, string Record)>> DischargesAsync(TestSender who)
        {
            var page = (await live.JsonAsync(who, HttpMethod.Get, $"events?subscription={feeds[who]}")).Is(HttpStatusCode.OK).Json;
            return
            [
                .. page["events"]!
                    .AsArray()
                    .Where(told => (string?)told!["data"]!["kind"] == "discharged")
                    .Select(told => ((string)told!["id"]!, (string)told["data"]!["recordId"]!)),
            ];
        }
    }
}
