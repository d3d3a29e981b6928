using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>Promises 5 and 6: every discharge raises its alert at least once, under one id, and a person's alerts keep their order.</summary>
public sealed class AlertTests
{
    private const int People = 20;
    private const int EventsEach = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.DiesBefore)]
    [InlineData(Fault.DiesAfter)]
    [InlineData(Fault.Unreached)]
    public async Task An_alert_sent_but_not_ticked_off_is_sent_again_under_the_same_id(Fault fault)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
        // The first event also reads who has subscribed, which the hub then remembers.
        await CallsOfAsync(hub);
        var outboxRowDeleted = await CallsOfAsync(hub) - 1;
        hub.Storage.Forget();
        var struck = hub.Storage.Arm(outboxRowDeleted, fault);
        var person = TestPerson.New();
        Assert.True((await hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);
        await struck.WaitAsync(Cancellation);
        Assert.Contains("RowKey='o|", hub.Storage.Calls[outboxRowDeleted].Address, StringComparison.Ordinal);
        var before = Assert.Single(await hub.AlertsOfAsync(person, Cancellation));

        if (fault is not Fault.Unreached)
            await hub.RestartAsync(Cancellation);
        await hub.SweepAsync(Cancellation);

        var after = Assert.Single(await hub.AlertsOfAsync(person, Cancellation));
        Assert.Equal((before.MessageId, before.SequenceNumber), (after.MessageId, after.SequenceNumber));
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    /// <summary>How many calls an event causes, the last of which deletes its outbox row.</summary>
    private static async Task<int> CallsOfAsync(TestHub hub)
    {
        var person = TestPerson.New();
        hub.Storage.Forget();
        var gone = hub.OutboxDoneOf(person);
        Assert.True((await hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);
        await gone.WaitAsync(Cancellation);
        return hub.Storage.Calls.Count;
    }

    [Fact]
    public async Task Discharges_told_while_the_broker_is_down_raise_their_alerts_when_it_is_up_again()
    {
        await using var hub = await TestHub.StartAsync(Cancellation);
        var told = Enumerable.Range(0, 5).Select(_ => Messages.DischargedEvent(TestPerson.New(), "stay")).ToList();

        await hub.BrokerDownAsync();
        var answers = await Task.WhenAll(told.Select(message => hub.Client.SendAsync(message, Cancellation)));
        Assert.All(answers, answer => Assert.Equal(202, (int)answer.Status));
        var gone = hub.OutboxDoneOf(told[0].Person);
        Assert.False(gone.IsCompleted);
        hub.BrokerUp();
        await gone.WaitAsync(Cancellation);
        await hub.SweepAsync(Cancellation);

        foreach (var message in told)
            Assert.Single(await hub.AlertsOfAsync(message.Person, Cancellation));
    }

    [Fact]
    public async Task A_persons_alerts_come_in_the_order_of_the_discharges()
    {
        await using var hub = await TestHub.StartAsync(Cancellation);
        var people = Enumerable.Range(0, People).Select(_ => TestPerson.New()).ToList();
        var received = new ConcurrentDictionary<string, List<DateTimeOffset>>(StringComparer.Ordinal);

        var consumed = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConsumeAsync(hub, received)));
        await Task.WhenAll(people.Select(person => TellAsync(hub, person)));
        await consumed.WaitAsync(Cancellation);

        var expected = Enumerable.Range(0, EventsEach).Select(DischargeAt).ToList();
        Assert.Equal(People, received.Count);
        Assert.All(people, person => Assert.Equal(expected, received[hub.RecordOf(person).Value]));
    }

    private static DateTimeOffset DischargeAt(int n) => Messages.Changed.AddDays(n);

    private static async Task TellAsync(TestHub hub, TestPerson person)
    {
        for (var n = 0; n < EventsEach; n++)
        {
            var stay = string.Create(CultureInfo.InvariantCulture, $"stay-{n}");
            Assert.True(
                (await hub.Client.SendAsync(Messages.DischargedEvent(person, stay, at: DischargeAt(n)), Cancellation)).IsAcknowledgement
            );
        }
    }

    private static async Task ConsumeAsync(TestHub hub, ConcurrentDictionary<string, List<DateTimeOffset>> received)
    {
        var queue = hub.Directory.DischargeHubs["hub-northfield"].QueueName;
        while (received.Values.Sum(alerts => alerts.Count) < People * EventsEach)
        {
            // The last alerts may be in another consumer's hands: a short wait, then look at the count again.
            if (await NextSessionAsync(hub, queue) is not { } session)
                continue;
            await using (session)
            {
                foreach (var message in await session.ReceiveMessagesAsync(100, TimeSpan.FromMilliseconds(100), Cancellation))
                {
                    using var json = JsonDocument.Parse(message.Body);
                    var at = json.RootElement.GetProperty("data").GetProperty("occurredAt").GetDateTimeOffset();
                    received.GetOrAdd(session.SessionId, _ => []).Add(at);
                    await session.CompleteMessageAsync(message, Cancellation);
                }
            }
        }
    }

    private static async Task<ServiceBusSessionReceiver?> NextSessionAsync(TestHub hub, string queue)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        wait.CancelAfter(TimeSpan.FromMilliseconds(200));
        try
        {
            return await hub.ServiceBus.AcceptNextSessionAsync(queue, cancellationToken: wait.Token);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (ServiceBusException fault) when (fault.Reason is ServiceBusFailureReason.ServiceTimeout)
        {
            return null;
        }
    }
}
