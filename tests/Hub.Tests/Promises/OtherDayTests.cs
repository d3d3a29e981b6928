using IntegrationHub.CareRecord;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Promises;

/// <summary>A snapshot's name holds the UTC day, so that a message sent again on another day meets what an attempt of the first left.</summary>
public sealed class OtherDayTests
{
    private const int Entries = 200;

    /// <summary>Calls of a long message: head, snapshot, three transactions that stage its entries, then the commit.</summary>
    private const int SecondStage = 3;

    /// <summary>Between two runs of the sweep's own timer, so that it is the test that says when a sweep comes by.</summary>
    private readonly TestClock time = new(new(2026, 3, 2, 23, 59, 40, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_message_cut_off_before_midnight_and_sent_again_after_it_leaves_one_version_of_each_resource()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, time);
        var message = Messages.Undated(TestPerson.New(), Entries, Messages.NewName("obs"));
        await CutOffAsync(hub, message);

        time.Advance(TimeSpan.FromSeconds(25));
        Assert.True((await hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);

        await AssertOnceAsync(hub, message);
    }

    [Fact]
    public async Task So_does_one_that_the_sweep_finishes_while_it_is_sent_again()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, time);
        var message = Messages.Undated(TestPerson.New(), Entries, Messages.NewName("obs"));
        await CutOffAsync(hub, message);

        time.Advance(TimeSpan.FromSeconds(25));
        var (swept, elsewhere) = (0, SweeperOfAnotherInstance(hub));
        hub.Storage.AfterEach = async () =>
        {
            if (hub.Storage.Calls[^1].Kind is StorageCallKind.Transaction && Interlocked.Exchange(ref swept, 1) == 0)
                await elsewhere.SweepAsync(-TimeSpan.FromMinutes(1), Cancellation);
        };
        Assert.True((await hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        hub.Storage.AfterEach = null;

        Assert.Equal(1, swept);
        await AssertOnceAsync(hub, message);
    }

    [Fact]
    public async Task Other_bytes_under_the_key_of_a_message_cut_off_the_day_before_show_nothing_of_it()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, time);
        var (person, key) = (TestPerson.New(), Messages.NewName("key"));
        var cutOff = Messages.Undated(person, Entries, Messages.NewName("obs"));
        await CutOffAsync(hub, cutOff, key);

        time.Advance(TimeSpan.FromSeconds(25));
        var other = Messages.Undated(person, entries: 3, Messages.NewName("obs"));
        Assert.True((await hub.Client.SendAsync(other, Cancellation, key)).IsAcknowledgement);

        Assert.Equal((1, 3), await hub.Truth.SeenOfAsync(hub.RecordOf(person), other, Cancellation));
        Assert.Equal((0, 0), await hub.Truth.SeenOfAsync(hub.RecordOf(person), cutOff, Cancellation));
        await hub.SweepAsync(Cancellation);
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    /// <summary>Within one process the two would wait for one another's turn.</summary>
    private static Sweeper SweeperOfAnotherInstance(TestHub hub)
    {
        var store = ActivatorUtilities.CreateInstance<RecordStore>(hub.Services);
        var intake = ActivatorUtilities.CreateInstance<IntakeService>(hub.Services, store);
        return ActivatorUtilities.CreateInstance<Sweeper>(hub.Services, store, intake);
    }

    private static async Task CutOffAsync(TestHub hub, TestMessage message, string? key = null)
    {
        hub.Storage.Forget();
        var struck = hub.Storage.Arm(SecondStage, Fault.Unreached);
        Assert.False((await hub.Client.SendAsync(message, Cancellation, key)).IsAcknowledgement);
        await struck.WaitAsync(Cancellation);
        Assert.Equal((0, 0), await hub.Truth.SeenOfAsync(hub.RecordOf(message.Person), message, Cancellation));
    }

    private static async Task AssertOnceAsync(TestHub hub, TestMessage message)
    {
        await hub.SweepAsync(Cancellation);
        Assert.Equal((1, Entries), await hub.Truth.SeenOfAsync(hub.RecordOf(message.Person), message, Cancellation));
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }
}
