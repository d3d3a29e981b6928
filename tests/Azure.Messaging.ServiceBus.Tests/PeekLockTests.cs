namespace Azure.Messaging.ServiceBus.Tests;

public sealed class PeekLockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_received_as_it_was_sent()
    {
        await using var broker = TestBroker.WithQueue();
        var sent = new ServiceBusMessage("body")
        {
            MessageId = "id",
            CorrelationId = "correlation",
            Subject = "subject",
            To = "to",
            ContentType = "text/plain",
            ReplyTo = "reply",
            ReplyToSessionId = "reply session",
            PartitionKey = "partition",
            TimeToLive = TimeSpan.FromHours(1),
            ApplicationProperties =
            {
                ["text"] = "ü",
                ["number"] = 42,
                ["when"] = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            },
        };
        await broker.Client.CreateSender("queue").SendMessageAsync(sent, Cancellation);

        var received = await broker.Receiver().Next();

        Assert.Equal("body", received.Body.ToString());
        Assert.Equal(("id", "correlation", "subject", "to"), (received.MessageId, received.CorrelationId, received.Subject, received.To));
        Assert.Equal(("text/plain", "reply", "reply session"), (received.ContentType, received.ReplyTo, received.ReplyToSessionId));
        Assert.Equal("partition", received.PartitionKey);
        Assert.Equal(sent.ApplicationProperties, received.ApplicationProperties);
        Assert.Equal((1, 1L, ServiceBusMessageState.Active), (received.DeliveryCount, received.SequenceNumber, received.State));
        Assert.Equal(broker.Clock.GetUtcNow(), received.EnqueuedTime);
        Assert.Equal(broker.Clock.GetUtcNow().AddHours(1), received.ExpiresAt);
        Assert.Equal(broker.Clock.GetUtcNow().AddMinutes(1), received.LockedUntil);
    }

    [Fact]
    public async Task A_completed_message_does_not_come_back()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        await receiver.Complete(await receiver.Next());

        broker.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Empty(await receiver.Now());
        Assert.Null(await receiver.PeekMessageAsync(0, Cancellation));
    }

    [Fact]
    public async Task A_receiver_that_waits_is_woken_by_a_send()
    {
        await using var broker = TestBroker.WithQueue();
        var waiting = broker.Receiver().Next();
        Assert.False(waiting.IsCompleted);

        await broker.Send("one");

        Assert.Equal("one", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task A_message_whose_lock_ends_is_available_again_with_its_delivery_counted()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        var first = await receiver.Next();
        Assert.Empty(await receiver.Now());

        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await receiver.Next();
        Assert.Equal((first.SequenceNumber, 2), (second.SequenceNumber, second.DeliveryCount));
        Assert.NotEqual(first.LockToken, second.LockToken);
    }

    [Fact]
    public async Task The_end_of_a_lock_wakes_a_receiver_that_waits()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        await broker.Receiver().Next();
        var waiting = broker.Receiver().Next();
        Assert.False(waiting.IsCompleted);

        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await waiting).DeliveryCount);
    }

    [Fact]
    public async Task A_renewed_lock_ends_a_lock_duration_after_its_renewal()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        var message = await receiver.Next();
        broker.Clock.Advance(TimeSpan.FromSeconds(50));

        await receiver.RenewMessageLockAsync(message, Cancellation);

        Assert.Equal(broker.Clock.GetUtcNow().AddMinutes(1), message.LockedUntil);
        broker.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await receiver.Now());
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await receiver.Now());
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("abandon")]
    [InlineData("defer")]
    [InlineData("dead-letter")]
    [InlineData("renew")]
    public async Task A_message_whose_lock_has_ended_cannot_be_settled(string how)
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        var message = await receiver.Next();
        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        var e = await Assert.ThrowsAsync<ServiceBusException>(() =>
            how switch
            {
                "complete" => receiver.CompleteMessageAsync(message, Cancellation),
                "abandon" => receiver.AbandonMessageAsync(message, cancellationToken: Cancellation),
                "defer" => receiver.DeferMessageAsync(message, cancellationToken: Cancellation),
                "dead-letter" => receiver.DeadLetterMessageAsync(message, "reason", cancellationToken: Cancellation),
                _ => receiver.RenewMessageLockAsync(message, Cancellation),
            }
        );

        Assert.Equal((ServiceBusFailureReason.MessageLockLost, false), (e.Reason, e.IsTransient));
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        var message = await receiver.Next();
        await receiver.Complete(message);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.Complete(message));

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, e.Reason);
    }

    [Fact]
    public async Task An_abandoned_message_comes_back_at_its_old_place_with_its_changed_properties()
    {
        await using var broker = TestBroker.WithQueue();
        foreach (var body in new[] { "one", "two", "three" })
            await broker.Send(body);
        var receiver = broker.Receiver();
        var first = await receiver.Next();
        await receiver.AbandonMessageAsync(first, new Dictionary<string, object> { ["tries"] = 1 }, Cancellation);

        var again = await receiver.Now();

        Assert.Equal(["one", "two", "three"], again.Bodies());
        Assert.Equal(1, again[0].ApplicationProperties["tries"]);
        Assert.Equal([2, 1, 1], again.Select(message => message.DeliveryCount));
    }

    [Fact]
    public async Task Locks_that_end_together_give_their_messages_back_in_order()
    {
        await using var broker = TestBroker.WithQueue();
        for (var i = 0; i < 20; i++)
            await broker.Send($"{i}");
        await broker.Receiver().Now();
        var waiting = broker.Receiver().ReceiveMessagesAsync(20, TimeSpan.FromDays(1), Cancellation);

        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), (await waiting).Bodies());
    }

    [Fact]
    public async Task Receiving_ends_empty_when_nothing_comes_in_time()
    {
        await using var broker = TestBroker.WithQueue();
        var waiting = broker.Receiver().ReceiveMessageAsync(TimeSpan.FromSeconds(5), Cancellation);

        broker.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        broker.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await waiting);
    }

    [Fact]
    public async Task A_cancelled_receive_takes_no_message()
    {
        await using var broker = TestBroker.WithQueue();
        using var cancel = new CancellationTokenSource();
        var receiver = broker.Receiver();
        var waiting = receiver.ReceiveMessageAsync(TimeSpan.FromMinutes(1), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await broker.Send("one");

        Assert.Equal(["one"], (await receiver.Now()).Bodies());
    }

    [Fact]
    public async Task Closing_a_receiver_gives_back_what_it_has_not_settled()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        await receiver.Next();

        await receiver.CloseAsync(Cancellation);

        Assert.Equal(["one"], (await broker.Receiver().Now()).Bodies());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.ReceiveMessageAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_message_received_and_deleted_is_gone_and_cannot_be_settled()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Client.CreateReceiver(
            "queue",
            new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete }
        );

        var message = await receiver.Next();

        Assert.Equal("one", message.Body.ToString());
        broker.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await broker.Receiver().PeekMessageAsync(cancellationToken: Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.Complete(message));
    }

    [Fact]
    public async Task Peeking_goes_on_from_the_last_message_seen_and_locks_nothing()
    {
        await using var broker = TestBroker.WithQueue();
        foreach (var body in new[] { "one", "two", "three" })
            await broker.Send(body);
        var receiver = broker.Receiver();

        var first = await receiver.PeekMessagesAsync(2, cancellationToken: Cancellation);
        var rest = await receiver.PeekMessagesAsync(2, cancellationToken: Cancellation);
        var fromOne = await receiver.PeekMessageAsync(1, Cancellation);

        Assert.Equal(["one", "two"], first.Bodies());
        Assert.Equal(["three"], rest.Bodies());
        Assert.Equal(("one", 0), (fromOne!.Body.ToString(), fromOne.DeliveryCount));
        Assert.Equal(3, (await receiver.Now()).Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.Complete(fromOne));
    }
}
