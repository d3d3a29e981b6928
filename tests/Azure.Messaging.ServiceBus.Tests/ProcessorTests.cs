using System.Threading.Channels;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class ProcessorTests
{
    private readonly Channel<ProcessErrorEventArgs> _errors = Channel.CreateUnbounded<ProcessErrorEventArgs>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ServiceBusProcessor Processor(
        TestBroker broker,
        Func<ProcessMessageEventArgs, Task> handler,
        ServiceBusProcessorOptions? options = null
    )
    {
        var processor = broker.Client.CreateProcessor("queue", options);
        processor.ProcessMessageAsync += handler;
        processor.ProcessErrorAsync += args => _errors.Writer.WriteAsync(args, Cancellation).AsTask();
        return processor;
    }

    [Fact]
    public async Task A_handled_message_is_completed()
    {
        await using var broker = TestBroker.WithQueue();
        var handled = Channel.CreateUnbounded<string>();
        await using var processor = Processor(
            broker,
            args => handled.Writer.WriteAsync(args.Message.Body.ToString(), Cancellation).AsTask()
        );
        await processor.StartProcessingAsync(Cancellation);
        await broker.Send("one");
        await broker.Send("two");

        Assert.Equal("one", await handled.Reader.ReadAsync(Cancellation));
        Assert.Equal("two", await handled.Reader.ReadAsync(Cancellation));
        await processor.StopProcessingAsync(Cancellation);

        Assert.False(processor.IsProcessing);
        Assert.Null(await broker.Receiver().PeekMessageAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_message_whose_handler_throws_is_abandoned_and_reported()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { MaxDeliveryCount = 2 });
        await using var processor = Processor(broker, _ => throw new FormatException("bad"));
        await processor.StartProcessingAsync(Cancellation);
        await broker.Send("poison");

        var dead = await broker.DeadLetters().Next();
        var error = await _errors.Reader.ReadAsync(Cancellation);

        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.IsType<FormatException>(error.Exception);
        Assert.Equal((ServiceBusErrorSource.ProcessMessageCallback, "queue"), (error.ErrorSource, error.EntityPath));
    }

    [Fact]
    public async Task What_a_handler_settles_is_not_completed_again()
    {
        await using var broker = TestBroker.WithQueue();
        await using var processor = Processor(
            broker,
            args => args.DeadLetterMessageAsync(args.Message, "INT001", cancellationToken: args.CancellationToken)
        );
        await processor.StartProcessingAsync(Cancellation);
        await broker.Send("one");

        Assert.Equal("INT001", (await broker.DeadLetters().Next()).DeadLetterReason);
        await processor.StopProcessingAsync(Cancellation);
        Assert.False(_errors.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Without_auto_complete_an_unsettled_message_stays()
    {
        await using var broker = TestBroker.WithQueue();
        var handled = new TaskCompletionSource();
        var options = new ServiceBusProcessorOptions { AutoCompleteMessages = false };
        await using var processor = Processor(
            broker,
            _ =>
            {
                handled.TrySetResult();
                return Task.CompletedTask;
            },
            options
        );
        await processor.StartProcessingAsync(Cancellation);
        await broker.Send("one");
        await handled.Task.WaitAsync(Cancellation);
        await processor.StopProcessingAsync(Cancellation);

        Assert.Equal(["one"], (await broker.Receiver().Now()).Bodies());
    }

    [Fact]
    public async Task As_many_handlers_run_at_once_as_asked_for_and_stopping_waits_for_them()
    {
        await using var broker = TestBroker.WithQueue();
        var started = new SemaphoreSlim(0);
        var finish = new TaskCompletionSource();
        int running = 0,
            most = 0;
        var options = new ServiceBusProcessorOptions { MaxConcurrentCalls = 4 };
        await using var processor = Processor(
            broker,
            async _ =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                started.Release();
                await finish.Task;
                Interlocked.Decrement(ref running);
            },
            options
        );
        await processor.StartProcessingAsync(Cancellation);
        for (var i = 0; i < 8; i++)
            await broker.Send($"{i}");
        for (var i = 0; i < 4; i++)
            await started.WaitAsync(Cancellation);
        var stopping = processor.StopProcessingAsync(Cancellation);
        Assert.False(stopping.IsCompleted);

        finish.SetResult();
        await stopping;

        Assert.Equal((4, 0), (most, running));
        Assert.Equal(["4", "5", "6", "7"], (await broker.Receiver().Now()).Bodies());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
                return;
    }

    [Fact]
    public async Task A_lock_is_renewed_while_its_handler_runs()
    {
        await using var broker = TestBroker.WithQueue();
        var started = new TaskCompletionSource<ServiceBusReceivedMessage>();
        var finish = new TaskCompletionSource();
        await using var processor = Processor(
            broker,
            async args =>
            {
                started.TrySetResult(args.Message);
                await finish.Task;
            }
        );
        await processor.StartProcessingAsync(Cancellation);
        await broker.Send("slow");
        var message = await started.Task.WaitAsync(Cancellation);
        var ends = message.LockedUntil;
        for (var i = 0; i < 4; i++)
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(51));
            // The renewal runs on another thread; its effect is the signal.
            Assert.True(SpinWait.SpinUntil(() => message.LockedUntil > ends, TimeSpan.FromSeconds(20)));
            ends = message.LockedUntil;
        }
        finish.SetResult();
        await processor.StopProcessingAsync(Cancellation);

        Assert.Null(await broker.Receiver().PeekMessageAsync(cancellationToken: Cancellation));
        Assert.False(_errors.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_processor_starts_with_both_handlers_only_and_takes_one_of_each()
    {
        await using var broker = TestBroker.WithQueue();
        await using var processor = broker.Client.CreateProcessor("queue");
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancellation));
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancellation));
        processor.ProcessErrorAsync += _ => Task.CompletedTask;

        Assert.Throws<NotSupportedException>(() => processor.ProcessMessageAsync += _ => Task.CompletedTask);
        await processor.StartProcessingAsync(Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancellation));
        Assert.True(processor.IsProcessing);
    }

    [Fact]
    public async Task An_unknown_entity_is_reported_as_an_error_of_receiving()
    {
        await using var broker = TestBroker.WithQueue();
        await using var processor = broker.Client.CreateProcessor("unknown");
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        processor.ProcessErrorAsync += args => _errors.Writer.WriteAsync(args, Cancellation).AsTask();
        await processor.StartProcessingAsync(Cancellation);

        var error = await _errors.Reader.ReadAsync(Cancellation);

        Assert.Equal(ServiceBusErrorSource.Receive, error.ErrorSource);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, Assert.IsType<ServiceBusException>(error.Exception).Reason);
    }
}
