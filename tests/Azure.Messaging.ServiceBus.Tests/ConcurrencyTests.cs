using System.Collections.Concurrent;
using System.Globalization;

namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>Many at once, on the real clock.</summary>
public sealed class ConcurrencyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixteen_receivers_get_each_message_once()
    {
        const int Count = 2000;
        await using var broker = TestBroker.WithQueue(time: TimeProvider.System);
        var seen = new ConcurrentBag<string>();
        var all = new CountdownEvent(Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var receiving = Enumerable.Range(0, 16).Select(_ => Task.Run(ReceiveUntilStopped, Cancellation)).ToArray();
        var sender = broker.Client.CreateSender("queue");
        await Parallel.ForAsync(
            0,
            Count,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation },
            async (i, token) => await sender.SendMessageAsync(new ServiceBusMessage($"{i}"), token)
        );

        Assert.True(await Task.Run(() => all.Wait(TimeSpan.FromSeconds(30)), Cancellation));
        await stop.CancelAsync();
        await Task.WhenAll(receiving);

        Assert.Equal(Count, seen.Count);
        Assert.Equal(Count, seen.Distinct().Count());
        Assert.Null(await broker.Receiver().PeekMessageAsync(cancellationToken: Cancellation));

        async Task ReceiveUntilStopped()
        {
            await using var receiver = broker.Receiver();
            try
            {
                while (true)
                {
                    foreach (var message in await receiver.ReceiveMessagesAsync(5, cancellationToken: stop.Token))
                    {
                        await receiver.Complete(message);
                        seen.Add(message.Body.ToString());
                        all.Signal();
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        }
    }

    /// <summary>Whatever consumers do to a session, the messages they complete in it are completed in order.</summary>
    [Fact]
    public async Task Eight_consumers_that_abandon_and_break_off_keep_every_session_in_order()
    {
        const int Sessions = 10;
        const int PerSession = 30;
        await using var broker = TestBroker.WithQueue(
            queue => queue with { RequiresSession = true, MaxDeliveryCount = 2000 },
            TimeProvider.System
        );
        var completed = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var all = new CountdownEvent(Sessions * PerSession);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var consumers = Enumerable.Range(0, 8).Select(seed => Task.Run(() => Consume(new Random(seed)), Cancellation)).ToArray();
        for (var i = 0; i < PerSession; i++)
        for (var session = 0; session < Sessions; session++)
            await broker.Send($"{i}", $"s{session}");

        Assert.True(await Task.Run(() => all.Wait(TimeSpan.FromSeconds(30)), Cancellation));
        await stop.CancelAsync();
        await Task.WhenAll(consumers);

        Assert.Equal(Sessions, completed.Count);
        Assert.All(completed.Values, order => Assert.Equal(Enumerable.Range(0, PerSession), order));

        async Task Consume(Random random)
        {
            try
            {
                while (true)
                {
                    // Disposed with messages unsettled: to the broker this is a consumer that broke off.
                    await using var session = await broker.Client.AcceptNextSessionAsync("queue", cancellationToken: stop.Token);
                    var messages = await session.ReceiveMessagesAsync(random.Next(1, 5), TimeSpan.FromMilliseconds(50), stop.Token);
                    foreach (var message in messages)
                    {
                        var fate = random.Next(10);
                        if (fate == 0)
                            break;
                        if (fate == 1)
                        {
                            await session.AbandonMessageAsync(message, cancellationToken: Cancellation);
                            break;
                        }
                        await session.Complete(message);
                        completed
                            .GetOrAdd(session.SessionId, _ => new())
                            .Enqueue(int.Parse(message.Body.ToString(), CultureInfo.InvariantCulture));
                        all.Signal();
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        }
    }

    [Fact]
    public async Task Messages_of_one_sender_keep_their_order()
    {
        await using var broker = TestBroker.WithQueue(time: TimeProvider.System);
        var sender = broker.Client.CreateSender("queue");
        // Not awaited one by one: the broker must take them in the order of the calls.
        var sends = Enumerable.Range(0, 500).Select(i => sender.SendMessageAsync(new ServiceBusMessage($"{i}"), Cancellation)).ToArray();
        await Task.WhenAll(sends);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), (await broker.Receiver().Now(500)).Bodies());
    }
}
