using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// A message that tells subscribers, with every fault at every storage call that it causes, the telling too: sent again and swept, what it
/// tells is in the feed once, under numbers without holes.
/// </summary>
public sealed class RecordEventFaultTests
{
    private static readonly Caller Council = new(OdsCode.Parse("C90001"), Role.CouncilSystem, null, "council");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_bundle_is_told_once_whatever_fails() =>
        RunAsync(prepare: null, person => Messages.Gp(person, 3), ["care.record.changed.v1"]);

    [Fact]
    public Task A_move_is_told_once_whatever_fails() =>
        RunAsync(
            person => Messages.Gp(person, 2, district: "Southport"),
            person => Messages.Gp(person, 2),
            ["care.record.changed.v1", "care.person.moved.v1"]
        );

    /// <param name="prepare">What came before; null for nothing.</param>
    /// <param name="told">Types of what the message tells, in order.</param>
    private static async Task RunAsync(
        Func<TestPerson, TestMessage>? prepare,
        Func<TestPerson, TestMessage> make,
        IReadOnlyList<string> told
    )
    {
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
        var feed = await SubscribeAsync(hub);
        // The first also reads the feed's head, which the hub then remembers.
        await CountCallsAsync(hub, prepare, make);
        var calls = await CountCallsAsync(hub, prepare, make);
        Assert.InRange(calls, 7, 20);
        var people = 2;
        for (var at = 0; at < calls; at++)
        {
            foreach (var fault in Enum.GetValues<Fault>())
            {
                var person = await PreparedAsync(hub, prepare);
                await BreakAsync(hub, make(person), at, fault);
                var entries = await ReadAsync(hub, feed);
                var types = entries.Where(entry => entry.Event.Record == hub.RecordOf(person)).Select(entry => entry.Event.Type).ToList();
                Assert.True(types.SequenceEqual(told), $"{fault} at call {at}: {string.Join(' ', types)}");
                people++;
                Assert.Equal(
                    Enumerable.Range(1, people * told.Count).Select(number => (long)number),
                    entries.Select(entry => entry.Number)
                );
            }
        }

        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    private static async Task BreakAsync(TestHub hub, TestMessage message, int at, Fault fault)
    {
        var struck = hub.Storage.Arm(at, fault);
        var first = await hub.Client.SendAsync(message, Cancellation);
        Assert.True(first.IsAcknowledgement || first.Code is "INT900", $"{fault} at call {at}: {(int)first.Status} {first.Code}");
        await struck.WaitAsync(Cancellation);
        if (fault is Fault.DiesBefore or Fault.DiesAfter)
            await hub.RestartAsync(Cancellation);
        if ((at + (int)fault) % 2 == 0)
            await hub.SweepAsync(Cancellation);
        Assert.True((await hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await hub.SweepAsync(Cancellation);
    }

    private static async Task<int> CountCallsAsync(TestHub hub, Func<TestPerson, TestMessage>? prepare, Func<TestPerson, TestMessage> make)
    {
        var message = make(await PreparedAsync(hub, prepare));
        hub.Storage.Forget();
        var done = hub.OutboxDoneOf(message.Person);
        Assert.True((await hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await done.WaitAsync(Cancellation);
        return hub.Storage.Calls.Count;
    }

    private static async Task<TestPerson> PreparedAsync(TestHub hub, Func<TestPerson, TestMessage>? prepare)
    {
        var person = TestPerson.New();
        if (prepare is null)
            return person;
        Assert.True((await hub.Client.SendAsync(prepare(person), Cancellation)).IsAcknowledgement);
        await hub.SweepAsync(Cancellation);
        return person;
    }

    private static Task<IReadOnlyList<FeedEntry>> ReadAsync(TestHub hub, string feed) =>
        hub.Services.GetRequiredService<FeedStore>().ReadAsync(feed, 0, 1_000, Cancellation);

    private static async Task<string> SubscribeAsync(TestHub hub)
    {
        var request = new SubscriptionRequest(
            [EventTopic.RecordChanged, EventTopic.PersonChanged],
            EventFilter.Everything,
            new Channel(ChannelKind.Pull, null, PayloadKind.IdOnly, null)
        );
        var desk = hub.Services.GetRequiredService<SubscriptionDesk>();
        return Assert.IsType<DeskOutcome.Done>(await desk.RegisterAsync(Council, request, Cancellation)).Subscription.Id;
    }
}
