namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>Deferral, schedules and expiry.</summary>
public sealed class TimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deferred_message_is_received_by_its_number_only()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("later");
        await broker.Send("now");
        var receiver = broker.Receiver();
        var later = await receiver.Next();
        await receiver.DeferMessageAsync(later, new Dictionary<string, object> { ["why"] = "not yet" }, Cancellation);

        Assert.Equal(["now"], (await receiver.Now()).Bodies());
        Assert.Equal(ServiceBusMessageState.Deferred, (await receiver.PeekMessageAsync(1, Cancellation))!.State);
        var deferred = await receiver.ReceiveDeferredMessageAsync(later.SequenceNumber, Cancellation);

        Assert.Equal(("later", "not yet"), (deferred.Body.ToString(), deferred.ApplicationProperties["why"]));
        Assert.Equal((2, ServiceBusMessageState.Deferred), (deferred.DeliveryCount, deferred.State));
        await receiver.Complete(deferred);
        var e = await Assert.ThrowsAsync<ServiceBusException>(() =>
            receiver.ReceiveDeferredMessageAsync(later.SequenceNumber, Cancellation)
        );
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, e.Reason);
    }

    [Fact]
    public async Task A_deferred_message_stays_deferred_when_its_lock_ends_and_over_a_restart()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("later");
        var receiver = broker.Receiver();
        var later = await receiver.Next();
        await receiver.DeferMessageAsync(later, cancellationToken: Cancellation);
        await receiver.ReceiveDeferredMessageAsync(later.SequenceNumber, Cancellation);
        broker.Clock.Advance(TimeSpan.FromMinutes(1));
        await broker.Reopen(Topologies.Queue());

        Assert.Empty(await receiver.Now());
        Assert.Equal(3, (await receiver.ReceiveDeferredMessageAsync(later.SequenceNumber, Cancellation)).DeliveryCount);
    }

    [Fact]
    public async Task A_scheduled_message_arrives_at_its_time_with_a_number_of_that_time()
    {
        await using var broker = TestBroker.WithQueue();
        var due = broker.Clock.GetUtcNow().AddMinutes(10);
        var scheduled = await broker.Client.CreateSender("queue").ScheduleMessageAsync(new ServiceBusMessage("later"), due, Cancellation);
        await broker.Send("now");
        var receiver = broker.Receiver();
        var now = Assert.Single(await receiver.Now());
        await receiver.Complete(now);
        Assert.Equal("now", now.Body.ToString());
        Assert.Equal(ServiceBusMessageState.Scheduled, (await receiver.PeekMessageAsync(1, Cancellation))!.State);
        var waiting = receiver.Next();

        broker.Clock.Advance(TimeSpan.FromMinutes(10));

        var message = await waiting;
        Assert.Equal(("later", due, due), (message.Body.ToString(), message.EnqueuedTime, message.ScheduledEnqueueTime));
        Assert.True(message.SequenceNumber > scheduled);
        Assert.Equal(scheduled, message.EnqueuedSequenceNumber);
    }

    [Fact]
    public async Task A_scheduled_message_survives_a_restart_and_arrives_after_it()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("later", with: message => message.ScheduledEnqueueTime = broker.Clock.GetUtcNow().AddMinutes(10));
        await broker.Reopen(Topologies.Queue());
        Assert.Empty(await broker.Receiver().Now());
        var waiting = broker.Receiver().Next();

        broker.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("later", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task A_scheduled_message_can_be_cancelled_until_its_time()
    {
        await using var broker = TestBroker.WithQueue();
        var sender = broker.Client.CreateSender("queue");
        var due = broker.Clock.GetUtcNow().AddMinutes(10);
        var scheduled = await sender.ScheduleMessageAsync(new ServiceBusMessage("never"), due, Cancellation);

        await sender.CancelScheduledMessageAsync(scheduled, Cancellation);

        broker.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await broker.Receiver().PeekMessageAsync(cancellationToken: Cancellation));
        var e = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(scheduled, Cancellation));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, e.Reason);
    }

    [Fact]
    public async Task An_expired_message_is_dropped()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("short", with: message => message.TimeToLive = TimeSpan.FromSeconds(30));
        await broker.Send("long");

        broker.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["long"], (await broker.Receiver().Now()).Bodies());
        Assert.Empty(await broker.DeadLetters().Now());
    }

    [Fact]
    public async Task An_expired_message_is_dead_lettered_where_the_queue_says_so()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { DeadLetterOnExpiration = true });
        await broker.Send("short", with: message => message.TimeToLive = TimeSpan.FromSeconds(30));
        var waiting = broker.DeadLetters().Next();

        broker.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("TTLExpiredException", (await waiting).DeadLetterReason);
    }

    [Fact]
    public async Task The_queue_s_time_to_live_bounds_the_message_s()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { DefaultTimeToLive = TimeSpan.FromMinutes(1) });
        await broker.Send("unset");
        await broker.Send("long", with: message => message.TimeToLive = TimeSpan.FromDays(1));

        var peeked = await broker.Receiver().PeekMessagesAsync(2, cancellationToken: Cancellation);
        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.All(peeked, message => Assert.Equal(TimeSpan.FromMinutes(1), message.TimeToLive));
        Assert.Empty(await broker.Receiver().Now());
    }

    [Fact]
    public async Task A_locked_message_expires_when_it_is_given_back_and_not_before()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { DeadLetterOnExpiration = true });
        await broker.Send("one", with: message => message.TimeToLive = TimeSpan.FromSeconds(30));
        await broker.Send("two", with: message => message.TimeToLive = TimeSpan.FromSeconds(30));
        var receiver = broker.Receiver();
        var one = await receiver.Next();
        var two = await receiver.Next();
        broker.Clock.Advance(TimeSpan.FromSeconds(40));

        await receiver.Complete(one);
        await receiver.AbandonMessageAsync(two, cancellationToken: Cancellation);

        Assert.Equal("two", (await broker.DeadLetters().Next()).Body.ToString());
        Assert.Empty(await receiver.Now());
    }

    [Fact]
    public async Task Expiry_goes_on_while_the_broker_is_closed()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("short", with: message => message.TimeToLive = TimeSpan.FromSeconds(30));
        await broker.Close();
        broker.Clock.Advance(TimeSpan.FromMinutes(1));
        await broker.Reopen(Topologies.Queue());

        Assert.Empty(await broker.Receiver().Now());
    }
}
