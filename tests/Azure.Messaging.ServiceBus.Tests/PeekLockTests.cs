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
}
