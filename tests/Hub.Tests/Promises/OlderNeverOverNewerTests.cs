using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>Promise 4: versions are ordered by their source, whenever they arrive.</summary>
public sealed class OlderNeverOverNewerTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => fixture.Hub;

    [Fact]
    public Task Numbered_versions_come_to_the_same_record_in_whatever_order_they_arrive() =>
        ArriveInEveryOrderAsync(
            (person, id, n) => Messages.OneObservation(person, id, version: new[] { 1, 2, 9, 10 }[n], Value(n), Messages.Changed)
        );

    [Fact]
    public Task Dated_versions_come_to_the_same_record_in_whatever_order_they_arrive() =>
        ArriveInEveryOrderAsync(
            (person, id, n) => Messages.OneObservation(person, id, version: null, Value(n), Messages.Changed.AddSeconds(n))
        );

    [Fact]
    public async Task A_version_dated_in_the_future_does_not_hold_its_place_for_ever()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("obs"));
        var future = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await SendAsync(Messages.OneObservation(person, id, version: null, "dated 2099", lastUpdated: future, sentAt: Messages.Changed));
        await SendAsync(Messages.OneObservation(person, id, version: null, "corrected", lastUpdated: Messages.Changed.AddHours(1)));

        Assert.Equal("corrected", await PresentAsync(person, id));
    }

    [Fact]
    public async Task A_stay_raises_its_alert_once_in_whatever_order_its_versions_arrive()
    {
        foreach (var order in Permutations.Of(4))
        {
            var (person, stay) = (TestPerson.New(), Messages.NewName("stay"));
            TestMessage[] told =
            [
                Messages.Stay(person, stay, discharged: false, version: 1),
                Messages.Stay(person, stay, discharged: false, version: 2),
                Messages.Stay(person, stay, discharged: true, version: 3),
                Messages.Stay(person, stay, discharged: true, version: 4),
            ];
            foreach (var n in order)
                await SendAsync(told[n]);
            await AssertAlertsAsync(person, 1, string.Join(',', order));
        }
    }

    [Fact]
    public async Task A_late_finished_version_raises_no_alert_when_the_stay_is_known_to_go_on()
    {
        var (person, stay) = (TestPerson.New(), Messages.NewName("stay"));
        await SendAsync(Messages.Stay(person, stay, discharged: false, version: 3));
        await SendAsync(Messages.Stay(person, stay, discharged: true, version: 2));

        await AssertAlertsAsync(person, 0, "late");
    }

    [Fact]
    public async Task A_stay_told_of_by_messages_and_by_an_event_raises_one_alert_in_whatever_order()
    {
        foreach (var order in Permutations.Of(3))
        {
            var (person, stay) = (TestPerson.New(), Messages.NewName("stay"));
            TestMessage[] told =
            [
                Messages.Stay(person, stay, discharged: false, version: 1),
                Messages.DischargedEvent(person, stay),
                Messages.Stay(person, stay, discharged: true, version: 2),
            ];
            foreach (var n in order)
                await SendAsync(told[n]);
            await AssertAlertsAsync(person, 1, string.Join(',', order));
        }
    }

    [Fact]
    public async Task A_stay_begun_in_FHIR_and_ended_by_an_event_raises_its_alert()
    {
        var (person, stay) = (TestPerson.New(), Messages.NewName("stay"));
        await SendAsync(Messages.Stay(person, stay, discharged: false, version: 1));
        await SendAsync(Messages.DischargedEvent(person, stay));

        await AssertAlertsAsync(person, 1, "message, then event");
    }

    private static string Value(int n) => string.Create(CultureInfo.InvariantCulture, $"value {n}");

    private async Task ArriveInEveryOrderAsync(Func<TestPerson, string, int, TestMessage> version)
    {
        foreach (var order in Permutations.Of(4))
        {
            var (person, id) = (TestPerson.New(), Messages.NewName("obs"));
            var told = Enumerable.Range(0, 4).Select(n => version(person, id, n)).ToList();
            foreach (var n in order)
                await SendAsync(told[n]);

            Assert.Equal(Value(3), await PresentAsync(person, id));
            var versions = await Hub.Truth.VersionsAsync(IdOf(person, id), Cancellation);
            var commits = (await Hub.Truth.ReadAsync(Hub.RecordOf(person), Cancellation))!.Commits;
            Assert.Equal(
                told.AsEnumerable().Reverse().Select(message => message.ContentHash),
                versions.Select(entry => commits[entry.Identity].ContentHash)
            );
        }
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }

    private async Task<string?> PresentAsync(TestPerson person, string id)
    {
        var answer = await Hub.Client.GetAsync(TestSender.Practice, $"fhir/Observation/{IdOf(person, id)}", Cancellation);
        Assert.Equal(200, (int)answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.GetProperty("valueString").GetString();
    }

    private HubResourceId IdOf(TestPerson person, string id) =>
        new(Hub.RecordOf(person), ResourceKey.Of(OdsCode.Parse(TestSender.Practice.Organisation), "Observation", id));

    private async Task AssertAlertsAsync(TestPerson person, int expected, string order)
    {
        await Hub.SweepAsync(Cancellation);
        var alerts = await Hub.AlertsOfAsync(person, Cancellation);
        Assert.True(alerts.Count == expected, $"{alerts.Count} alerts instead of {expected} when they arrive as {order}");
    }
}
