using IntegrationHub.Discharge.Stays;
using IntegrationHub.Storage;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// One kind of message against every fault at every storage call that it causes, before and after its answer. Each time the sender
/// sends again, the sweeper comes by, in the one order or the other, and all that was promised must hold.
/// </summary>
public abstract class FaultSchedule
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Head, snapshot, long messages' staging, commit, links, and the first look at the outbox.</summary>
    private const int BrokenInEveryWay = 9;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static async Task RunAsync(Func<TestPerson, TestMessage> make)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(Morning));
        // The first message also reads who has subscribed, which the hub then remembers.
        await CountCallsAsync(hub, make(TestPerson.New()));
        var calls = await CountCallsAsync(hub, make(TestPerson.New()));
        Assert.InRange(calls, 4, 40);
        for (var at = 0; at < calls; at++)
        {
            foreach (var fault in FaultsAt(at))
                await BreakAsync(hub, make(TestPerson.New()), at, fault, sweepFirst: (at + (int)fault) % 2 == 0);
        }

        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    /// <summary>
    /// Every fault at each call up to the commit and a little beyond. What follows projects the person's cases, call after call of the same
    /// kinds: each is broken once, the faults in turn, with and without a crash.
    /// </summary>
    private static Fault[] FaultsAt(int call)
    {
        var all = Enum.GetValues<Fault>();
        return call < BrokenInEveryWay ? all : [all[call % all.Length]];
    }

    /// <summary>How many storage calls the message causes until nothing is left to do, all going well.</summary>
    private static async Task<int> CountCallsAsync(TestHub hub, TestMessage message)
    {
        hub.Storage.Forget();
        var done = hub.Storage.Next(message.TellsOfStays ? IsOutboxRowGone : IsLinkMade);
        Assert.True((await hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await done.WaitAsync(Cancellation);
        return hub.Storage.Calls.Count;
    }

    private static async Task BreakAsync(TestHub hub, TestMessage message, int at, Fault fault, bool sweepFirst)
    {
        var record = hub.RecordOf(message.Person);
        var where = $"{fault} at call {at} of {message}";
        var views = new List<int>();
        hub.Storage.AfterEach = async () =>
        {
            var (_, entries) = await hub.Truth.SeenOfAsync(record, message, Cancellation);
            lock (views)
                views.Add(entries);
        };
        var struck = hub.Storage.Arm(at, fault);

        var first = await hub.Client.SendAsync(message, Cancellation);
        if (first.IsAcknowledgement)
            Assert.Equal((1, message.Entries), await hub.Truth.SeenOfAsync(record, message, Cancellation));
        else
            Assert.True(first.Code is "INT900", $"{where}: answered {(int)first.Status} {first.Code}");

        await struck.WaitAsync(Cancellation);
        hub.Storage.AfterEach = null;
        if (fault is Fault.DiesBefore or Fault.DiesAfter)
            await hub.RestartAsync(Cancellation);
        if (sweepFirst)
            await hub.SweepAsync(Cancellation);
        var again = await hub.Client.SendAsync(message, Cancellation);
        await hub.SweepAsync(Cancellation);

        Assert.True(again.IsAcknowledgement, $"{where}: sent again, answered {(int)again.Status} {again.Code}");
        if (first.IsAcknowledgement)
            Assert.Equal(first.Body, again.Body);
        Assert.True(
            views.TrueForAll(seen => seen == 0 || seen == message.Entries),
            $"{where}: a reader saw {string.Join(',', views)} entries"
        );
        Assert.Equal((1, message.Entries), await hub.Truth.SeenOfAsync(record, message, Cancellation));
        Assert.Equal(1, (await hub.Truth.ReadAsync(record, Cancellation))!.Head.Version);
        var told = await StayRows.ReadAsync(hub.Truth.Tables, record, 0, Cancellation);
        Assert.True(told.Count == (message.TellsOfStays ? 1 : 0), $"{where}: {told.Count} commits tell of stays");
        Assert.All(told, commit => Assert.NotEmpty(commit.Statements));
        var alerts = await hub.AlertsOfAsync(message.Person, Cancellation);
        Assert.True(alerts.Count == message.Alerts, $"{where}: {alerts.Count} alerts instead of {message.Alerts}");
    }

    private static bool IsOutboxRowGone(StorageCall call) =>
        call.Kind is StorageCallKind.TableWrite && call.Address.Contains("RowKey='o|", StringComparison.Ordinal);

    private static bool IsLinkMade(StorageCall call) => call is { Kind: StorageCallKind.TableWrite, Store: StoreNames.Unmatched };
}
