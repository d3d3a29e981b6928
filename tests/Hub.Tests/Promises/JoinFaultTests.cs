using System.Text;
using IntegrationHub.CareRecord;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// Joining and separating two records, with every fault at every storage call. Whatever happens, a reader of either id sees both
/// records' entries wholly or its own alone, never a part; and what was acknowledged is so.
/// </summary>
public sealed class JoinFaultTests
{
    private const int Each = 3;

    /// <summary>
    /// Those up to the answer. What follows tells of it, record by record, by calls of the same kinds: each is broken once, the faults in turn.
    /// </summary>
    private const int BrokenInEveryWay = 14;

    private static readonly TestSender PrivacyOfficer = new("X90001", "privacy-officer");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_join_survives_every_fault_at_every_storage_call_it_causes() =>
        RunAsync(
            prepare: (_, _, _) => Task.CompletedTask,
            act: (hub, one, other) =>
            {
                var told = Messages.NumberReplaced(one, other);
                return () => hub.Client.SendAsync(told, Cancellation);
            },
            seen: 2 * Each
        );

    [Fact]
    public Task A_separation_survives_every_fault_at_every_storage_call_it_causes() =>
        RunAsync(
            prepare: async (hub, one, other) =>
                Assert.True((await hub.Client.SendAsync(Messages.NumberReplaced(one, other), Cancellation)).IsAcknowledgement),
            act: (hub, one, other) =>
            {
                var key = Messages.NewName("key");
                var body = Encoding.UTF8.GetBytes(
                    $$"""{"action":"separate","with":"{{hub.RecordOf(other)}}","reason":"Told apart by a test."}"""
                );
                return () =>
                    hub.Client.PostAsync(
                        PrivacyOfficer,
                        $"records/{hub.RecordOf(one)}/identity",
                        "application/json",
                        body,
                        Cancellation,
                        key
                    );
            },
            seen: Each
        );

    private static async Task RunAsync(
        Func<TestHub, TestPerson, TestPerson, Task> prepare,
        Func<TestHub, TestPerson, TestPerson, Func<Task<Answer>>> act,
        int seen
    )
    {
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
        var calls = int.MaxValue;
        for (var at = 0; at < calls; at++)
        {
            foreach (var fault in Faults.At(at, BrokenInEveryWay))
            {
                var (one, other) = (TestPerson.New(), TestPerson.New());
                foreach (var person in new[] { one, other })
                    Assert.True((await hub.Client.SendAsync(Messages.Gp(person, Each), Cancellation)).IsAcknowledgement);
                await prepare(hub, one, other);
                await hub.SweepAsync(Cancellation);
                var send = act(hub, one, other);
                if (calls == int.MaxValue)
                {
                    hub.Storage.Forget();
                    Assert.True((await send()).IsAcknowledgement);
                    await hub.DrainedAsync(person: null, Cancellation);
                    calls = hub.Storage.Calls.Count;
                    Assert.InRange(calls, 4, 40);
                }
                else
                    await BreakAsync(hub, one, other, send, at, fault);
                Assert.Equal((seen, seen), (await SeenAsync(hub, one), await SeenAsync(hub, other)));
            }
        }

        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    private static async Task BreakAsync(TestHub hub, TestPerson one, TestPerson other, Func<Task<Answer>> send, int at, Fault fault)
    {
        var where = $"{fault} at call {at}";
        var views = new List<(int, int)>();
        hub.Storage.AfterEach = async () =>
        {
            var view = (await SeenAsync(hub, one), await SeenAsync(hub, other));
            lock (views)
                views.Add(view);
        };
        var struck = hub.Storage.Arm(at, fault);
        var first = await send();
        Assert.True(first.IsAcknowledgement || first.Code is "INT900", $"{where}: answered {(int)first.Status} {first.Code}");
        await struck.WaitAsync(Cancellation);
        hub.Storage.AfterEach = null;
        var acknowledged = first.IsAcknowledgement ? (await SeenAsync(hub, one), await SeenAsync(hub, other)) : default;

        if (fault is Fault.DiesBefore or Fault.DiesAfter)
            await hub.RestartAsync(Cancellation);
        if ((at + (int)fault) % 2 == 0)
            await hub.SweepAsync(Cancellation);
        var again = await send();
        await hub.SweepAsync(Cancellation);

        Assert.True(again.IsAcknowledgement, $"{where}: sent again, answered {(int)again.Status} {again.Code}");
        Assert.All(
            views,
            view =>
                // One is read after the other, and the moment may lie between.
                Assert.True(view is (Each or 2 * Each, Each or 2 * Each), $"{where}: a reader saw {view.Item1} and {view.Item2} entries")
        );
        if (first.IsAcknowledgement)
            Assert.Equal(acknowledged, (await SeenAsync(hub, one), await SeenAsync(hub, other)));
    }

    private static async Task<int> SeenAsync(TestHub hub, TestPerson person) =>
        RecordView
            .Build((await hub.Truth.ReadAsync(hub.RecordOf(person), Cancellation))!, asAt: null)
            .DistinctBy(shown => shown.Entry.Key)
            .Count();
}
