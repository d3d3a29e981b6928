namespace Azure.Messaging.ServiceBus.Tests;

public sealed class SessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestBroker Open() => TestBroker.WithQueue(queue => queue with { RequiresSession = true });

    private static Task<ServiceBusSessionReceiver> AcceptNext(TestBroker broker) =>
        broker.Client.AcceptNextSessionAsync("queue", cancellationToken: Cancellation);

    private static Task<ServiceBusSessionReceiver> Accept(TestBroker broker, string session) =>
        broker.Client.AcceptSessionAsync("queue", session, cancellationToken: Cancellation);

    [Fact]
    public async Task A_session_is_received_in_order_by_one_receiver()
    {
        await using var broker = Open();
        foreach (var (session, body) in new[] { ("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2") })
            await broker.Send(body, session);

        var first = await AcceptNext(broker);
        var second = await AcceptNext(broker);

        Assert.Equal(("a", "b"), (first.SessionId, second.SessionId));
        Assert.Equal(["a1", "a2"], (await first.Now()).Bodies());
        Assert.Equal(["b1", "b2"], (await second.Now()).Bodies());
        Assert.Equal(broker.Clock.GetUtcNow().AddMinutes(1), first.SessionLockedUntil);
    }

    [Fact]
    public async Task A_held_session_cannot_be_locked_by_another()
    {
        await using var broker = Open();
        await using var holder = await Accept(broker, "a");

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => Accept(broker, "a"));

        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, e.Reason);
    }

    [Fact]
    public async Task Accepting_the_next_session_waits_for_a_message()
    {
        await using var broker = Open();
        var waiting = AcceptNext(broker);
        Assert.False(waiting.IsCompleted);

        await broker.Send("a1", "a");

        Assert.Equal("a1", (await (await waiting).Next()).Body.ToString());
    }

    [Fact]
    public async Task Accepting_the_next_session_times_out_after_the_try_timeout()
    {
        await using var broker = Open();
        var waiting = AcceptNext(broker);
        broker.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);

        broker.Clock.Advance(TimeSpan.FromSeconds(1));

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => waiting);
        Assert.Equal((ServiceBusFailureReason.ServiceTimeout, true), (e.Reason, e.IsTransient));
    }

    [Fact]
    public async Task A_closed_session_is_free_at_once_and_its_unsettled_messages_are_not_counted()
    {
        await using var broker = Open();
        foreach (var body in new[] { "1", "2", "3" })
            await broker.Send(body, "a");
        var first = await AcceptNext(broker);
        var messages = await first.Now();
        await first.Complete(messages[0]);
        await first.CloseAsync(Cancellation);

        var second = await AcceptNext(broker);

        var again = await second.Now();
        Assert.Equal(["2", "3"], again.Bodies());
        Assert.All(again, message => Assert.Equal(1, message.DeliveryCount));
    }

    [Fact]
    public async Task A_session_whose_lock_ends_is_free_and_its_unsettled_messages_are_counted()
    {
        await using var broker = Open();
        await broker.Send("1", "a");
        await broker.Send("2", "a");
        var lost = await AcceptNext(broker);
        var message = await lost.Next();
        var waiting = AcceptNext(broker);

        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await (await waiting).Now();
        Assert.Equal(["1", "2"], again.Bodies());
        Assert.Equal([2, 1], again.Select(m => m.DeliveryCount));
        var settle = await Assert.ThrowsAsync<ServiceBusException>(() => lost.Complete(message));
        var receive = await Assert.ThrowsAsync<ServiceBusException>(() => lost.Now());
        var state = await Assert.ThrowsAsync<ServiceBusException>(() => lost.GetSessionStateAsync(Cancellation));
        Assert.All([settle, receive, state], e => Assert.Equal(ServiceBusFailureReason.SessionLockLost, e.Reason));
    }

    [Fact]
    public async Task A_receiver_that_waits_in_a_session_is_told_when_the_session_is_lost()
    {
        await using var broker = Open();
        var receiver = await Accept(broker, "a");
        var waiting = receiver.Next();

        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => waiting);
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, e.Reason);
    }

    [Fact]
    public async Task A_renewed_session_keeps_its_messages_locked()
    {
        await using var broker = Open();
        await broker.Send("1", "a");
        var receiver = await AcceptNext(broker);
        var message = await receiver.Next();
        for (var i = 0; i < 5; i++)
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(50));
            await receiver.RenewSessionLockAsync(Cancellation);
        }

        Assert.Equal(broker.Clock.GetUtcNow().AddMinutes(1), receiver.SessionLockedUntil);
        await receiver.Complete(message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.RenewMessageLockAsync(message, Cancellation));
    }

    [Fact]
    public async Task An_abandoned_message_comes_before_the_rest_of_its_session()
    {
        await using var broker = Open();
        await broker.Send("1", "a");
        await broker.Send("2", "a");
        var receiver = await AcceptNext(broker);
        await receiver.AbandonMessageAsync(await receiver.Next(), cancellationToken: Cancellation);

        Assert.Equal(["1", "2"], (await receiver.Now()).Bodies());
    }

    [Fact]
    public async Task Session_state_is_kept_over_receivers_and_restarts_until_it_is_cleared()
    {
        await using var broker = Open();
        await using (var receiver = await Accept(broker, "a"))
        {
            Assert.Null(await receiver.GetSessionStateAsync(Cancellation));
            await receiver.SetSessionStateAsync(BinaryData.FromString("half way"), Cancellation);
        }
        await broker.Reopen(Topologies.Queue(queue => queue with { RequiresSession = true }));
        await using var next = await Accept(broker, "a");
        Assert.Equal("half way", (await next.GetSessionStateAsync(Cancellation))!.ToString());

        await next.SetSessionStateAsync(null, Cancellation);

        Assert.Null(await next.GetSessionStateAsync(Cancellation));
    }

    [Fact]
    public async Task A_deferred_message_belongs_to_its_session()
    {
        await using var broker = Open();
        await broker.Send("1", "a");
        var receiver = await AcceptNext(broker);
        var message = await receiver.Next();
        await receiver.DeferMessageAsync(message, cancellationToken: Cancellation);
        await using var other = await Accept(broker, "b");

        await Assert.ThrowsAsync<ServiceBusException>(() => other.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancellation));

        Assert.Equal("1", (await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancellation)).Body.ToString());
    }

    [Fact]
    public async Task Peeking_in_a_session_shows_that_session_only()
    {
        await using var broker = Open();
        foreach (var (session, body) in new[] { ("a", "a1"), ("b", "b1"), ("a", "a2") })
            await broker.Send(body, session);
        await using var receiver = await Accept(broker, "a");

        Assert.Equal(["a1", "a2"], (await receiver.PeekMessagesAsync(10, cancellationToken: Cancellation)).Bodies());
    }

    [Fact]
    public async Task A_message_without_a_session_is_refused_by_a_queue_with_sessions()
    {
        await using var broker = Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => broker.Send("body"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => broker.Receiver().Now());
    }

    [Fact]
    public async Task A_queue_without_sessions_gives_none()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("body", "ignored");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Accept(broker, "ignored"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AcceptNext(broker));
        Assert.Equal("ignored", (await broker.Receiver().Next()).SessionId);
    }

    [Fact]
    public async Task A_session_s_dead_letters_are_received_without_a_session()
    {
        await using var broker = Open();
        await broker.Send("1", "a");
        var receiver = await AcceptNext(broker);
        await receiver.DeadLetterMessageAsync(await receiver.Next(), "bad", cancellationToken: Cancellation);

        Assert.Equal("a", (await broker.DeadLetters().Next()).SessionId);
    }
}
