using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class SessionProcessorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestBroker Open() => TestBroker.WithQueue(queue => queue with { RequiresSession = true });

    [Fact]
    public async Task Sessions_run_beside_each_other_and_each_in_order()
    {
        await using var broker = Open();
        for (var i = 0; i < 20; i++)
            foreach (var session in new[] { "a", "b", "c" })
                await broker.Send($"{i}", session);
        var seen = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        var left = new CountdownEvent(60);
        await using var processor = broker.Client.CreateSessionProcessor("queue");
        processor.ProcessMessageAsync += args =>
        {
            seen.GetOrAdd(args.SessionId, _ => new()).Enqueue(args.Message.Body.ToString());
            left.Signal();
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync(Cancellation);

        Assert.True(await Task.Run(() => left.Wait(TimeSpan.FromSeconds(30)), Cancellation));
        await processor.StopProcessingAsync(Cancellation);

        Assert.Equal(3, seen.Count);
        Assert.All(seen.Values, bodies => Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), bodies));
    }

    [Fact]
    public async Task A_session_is_opened_used_and_closed_and_an_idle_one_makes_room()
    {
        await using var broker = Open();
        var events = Channel.CreateUnbounded<string>();
        var options = new ServiceBusSessionProcessorOptions { MaxConcurrentSessions = 1, SessionIdleTimeout = TimeSpan.FromSeconds(10) };
        await using var processor = broker.Client.CreateSessionProcessor("queue", options);
        processor.SessionInitializingAsync += args => events.Writer.WriteAsync($"open {args.SessionId}", Cancellation).AsTask();
        processor.SessionClosingAsync += args => events.Writer.WriteAsync($"close {args.SessionId}", Cancellation).AsTask();
        processor.ProcessMessageAsync += async args =>
        {
            await args.SetSessionStateAsync(args.Message.Body, Cancellation);
            await args.CompleteMessageAsync(args.Message, Cancellation);
            await events.Writer.WriteAsync($"message {args.Message.Body}", Cancellation);
            if (args.SessionId == "b")
                args.ReleaseSession();
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync(Cancellation);
        await broker.Send("a1", "a");
        Assert.Equal("open a", await events.Reader.ReadAsync(Cancellation));
        Assert.Equal("message a1", await events.Reader.ReadAsync(Cancellation));
        await broker.Send("b1", "b");

        // The idle time starts when the session has begun to wait, on another thread: move the clock until it has passed.
        while (!events.Reader.TryPeek(out _))
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        foreach (var expected in new[] { "close a", "open b", "message b1", "close b" })
            Assert.Equal(expected, await events.Reader.ReadAsync(Cancellation));
        await processor.StopProcessingAsync(Cancellation);
        await using var session = await broker.Client.AcceptSessionAsync("queue", "a", cancellationToken: Cancellation);
        Assert.Equal("a1", (await session.GetSessionStateAsync(Cancellation))!.ToString());
    }

    [Fact]
    public async Task A_processor_of_named_sessions_leaves_the_others()
    {
        await using var broker = Open();
        await broker.Send("a1", "a");
        await broker.Send("b1", "b");
        var handled = new TaskCompletionSource<string>();
        await using var processor = broker.Client.CreateSessionProcessor(
            "queue",
            new ServiceBusSessionProcessorOptions { SessionIds = { "b" } }
        );
        processor.ProcessMessageAsync += args =>
        {
            handled.TrySetResult(args.SessionId);
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync(Cancellation);

        Assert.Equal("b", await handled.Task.WaitAsync(Cancellation));
        await processor.StopProcessingAsync(Cancellation);

        await using var next = await broker.Client.AcceptNextSessionAsync("queue", cancellationToken: Cancellation);
        Assert.Equal("a", next.SessionId);
    }

    [Fact]
    public async Task Stopping_gives_the_sessions_back()
    {
        await using var broker = Open();
        await broker.Send("a1", "a");
        var started = new TaskCompletionSource();
        await using var processor = broker.Client.CreateSessionProcessor("queue");
        processor.ProcessMessageAsync += async args =>
        {
            started.TrySetResult();
            await args.AbandonMessageAsync(args.Message, cancellationToken: Cancellation);
            await Task.Delay(Timeout.Infinite, args.CancellationToken);
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync(Cancellation);
        await started.Task.WaitAsync(Cancellation);

        await processor.StopProcessingAsync(Cancellation);

        await using var next = await broker.Client.AcceptNextSessionAsync("queue", cancellationToken: Cancellation);
        Assert.Equal(["a1"], (await next.Now()).Bodies());
    }
}
