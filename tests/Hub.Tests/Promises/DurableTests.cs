using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

// Promise 1: a 2xx is durable; and with it one effect, no partial view, no orphan and each alert once, whatever fails on the way.
// A class each, so that they run side by side: much of their time goes into waiting for the storage client's own second try.

public sealed class A_small_bundle_survives_every_fault : FaultSchedule
{
    [Fact]
    public Task At_every_storage_call_it_causes() =>
        RunAsync(person => Messages.Gp(person, entries: 5, identifier: Messages.NewName("bundle")));
}

public sealed class A_long_bundle_survives_every_fault : FaultSchedule
{
    /// <summary>Above 90 rows the entries are staged in several transactions before the one that shows them.</summary>
    [Fact]
    public Task At_every_storage_call_it_causes() =>
        RunAsync(person => Messages.Gp(person, entries: 200, identifier: Messages.NewName("bundle")));
}

public sealed class A_discharge_message_survives_every_fault : FaultSchedule
{
    [Fact]
    public Task At_every_storage_call_it_causes() =>
        RunAsync(person => Messages.Stay(person, Messages.NewName("stay"), discharged: true, version: 2));
}

public sealed class A_discharge_event_survives_every_fault : FaultSchedule
{
    [Fact]
    public Task At_every_storage_call_it_causes() => RunAsync(person => Messages.DischargedEvent(person, Messages.NewName("stay")));
}

public sealed class An_event_about_a_stay_survives_every_fault : FaultSchedule
{
    [Fact]
    public Task At_every_storage_call_it_causes() =>
        RunAsync(person =>
            Messages.StayEvent(
                person,
                "care.encounter.admitted.v1",
                new JsonObject { ["encounterId"] = Messages.NewName("stay"), ["ward"] = "Ward 7" }
            )
        );
}

public sealed class CutOffTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A batch commits person by person. Its sender may never come back, so the sweeper has to finish it alone.</summary>
    [Fact]
    public async Task A_batch_cut_off_between_two_people_is_finished_without_its_sender()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
        var faults = new[] { Fault.Unreached, Fault.AnswerLost, Fault.DiesBefore, Fault.DiesAfter };
        // The first person's head, snapshot and commit are calls 0 to 2; the other's are 3 to 7, two of them to find the snapshot there.
        foreach (var (at, fault) in Enumerable.Range(3, 5).SelectMany(at => faults.Select(fault => (at, fault))))
        {
            var (one, other) = (TestPerson.New(), TestPerson.New());
            var message = Messages.Batch(one, other);
            var struck = hub.Storage.Arm(at, fault);
            var answer = await hub.Client.SendAsync(message, Cancellation);
            Assert.True(answer.IsAcknowledgement || answer.Code is "INT900", $"{fault} at {at}: {answer.Text}");
            await struck.WaitAsync(Cancellation);

            if (fault is Fault.DiesBefore or Fault.DiesAfter)
                await hub.RestartAsync(Cancellation);
            await hub.SweepAsync(Cancellation);
            await hub.SweepAsync(Cancellation);

            Assert.Equal((1, 2), await hub.Truth.SeenOfAsync(hub.RecordOf(one), message, Cancellation));
            Assert.Equal((1, 2), await hub.Truth.SeenOfAsync(hub.RecordOf(other), message, Cancellation));
            Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
        }
    }
}

public sealed class StorageOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_whose_storage_was_out_of_reach_serves_again_when_it_is_back()
    {
        // Timers stand still, so that no call but these takes a fault.
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
        var message = Messages.Gp(TestPerson.New(), entries: 3);
        // The first call fails, and so does the audit row of the refusal that follows.
        var first = hub.Storage.Arm(0, Fault.Unreached);
        var refused = hub.Client.SendAsync(message, Cancellation);
        await first.WaitAsync(Cancellation);
        Assert.Equal("INT900", (await refused).Code);

        var audit = hub.Storage.Arm(0, Fault.Unreached);
        var unread = await hub.Client.GetAsync(TestSender.Clinician, "records/no-such-record", Cancellation);
        await audit.WaitAsync(Cancellation);
        Assert.Equal(404, (int)unread.Status);

        Assert.True((await hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        Assert.Equal((1, 3), await hub.Truth.SeenOfAsync(hub.RecordOf(message.Person), message, Cancellation));
    }
}
