namespace Azure.Messaging.ServiceBus.Tests;

public sealed class DeadLetterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_delivered_too_often_goes_to_the_dead_letter_queue()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { MaxDeliveryCount = 3 });
        await broker.Send("poison");
        var receiver = broker.Receiver();
        await receiver.AbandonMessageAsync(await receiver.Next(), cancellationToken: Cancellation);
        await receiver.AbandonMessageAsync(await receiver.Next(), cancellationToken: Cancellation);
        var last = await receiver.Next();
        Assert.Equal(3, last.DeliveryCount);

        broker.Clock.Advance(TimeSpan.FromMinutes(1));

        var dead = await broker.DeadLetters().Next();
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal(("queue", last.SequenceNumber), (dead.DeadLetterSource, dead.SequenceNumber));
        Assert.Empty(await receiver.Now());
    }

    [Fact]
    public async Task A_handler_s_reason_and_properties_are_found_in_the_dead_letter_queue()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("bad", with: message => message.ApplicationProperties["kept"] = "yes");
        var receiver = broker.Receiver();
        var properties = new Dictionary<string, object> { ["added"] = 7L };

        await receiver.DeadLetterMessageAsync(await receiver.Next(), properties, "INT001", "no such thing", Cancellation);

        var dead = await broker.DeadLetters().Next();
        Assert.Equal(("INT001", "no such thing"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Equal(("yes", 7L), (dead.ApplicationProperties["kept"], dead.ApplicationProperties["added"]));
        Assert.Empty(await receiver.Now());
    }

    [Fact]
    public async Task A_dead_letter_is_completed_like_any_message_and_never_expires_or_overruns()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { MaxDeliveryCount = 1 });
        await broker.Send("bad", with: message => message.TimeToLive = TimeSpan.FromMinutes(10));
        var receiver = broker.Receiver();
        await receiver.DeadLetterMessageAsync(await receiver.Next(), cancellationToken: Cancellation);
        var deadLetters = broker.DeadLetters();
        for (var i = 0; i < 3; i++)
            await deadLetters.AbandonMessageAsync(await deadLetters.Next(), cancellationToken: Cancellation);
        broker.Clock.Advance(TimeSpan.FromDays(30));

        var dead = await deadLetters.Next();
        Assert.Null(dead.DeadLetterReason);
        await deadLetters.Complete(dead);

        Assert.Null(await deadLetters.PeekMessageAsync(0, Cancellation));
    }

    [Fact]
    public async Task A_reason_has_at_most_4096_characters_and_one_value()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("bad");
        var receiver = broker.Receiver();
        var message = await receiver.Next();
        var properties = new Dictionary<string, object> { ["DeadLetterReason"] = "another" };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            receiver.DeadLetterMessageAsync(message, new string('x', 4097), cancellationToken: Cancellation)
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            receiver.DeadLetterMessageAsync(message, properties, "one", cancellationToken: Cancellation)
        );
        await receiver.DeadLetterMessageAsync(message, new string('x', 4096), cancellationToken: Cancellation);

        Assert.Equal(4096, (await broker.DeadLetters().Next()).DeadLetterReason!.Length);
    }

    [Fact]
    public async Task A_dead_letter_sent_on_leaves_its_reason_behind()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("bad", with: message => message.MessageId = "id");
        var receiver = broker.Receiver();
        await receiver.DeadLetterMessageAsync(await receiver.Next(), "INT001", "why", Cancellation);
        var dead = await broker.DeadLetters().Next();

        await broker.Client.CreateSender("queue").SendMessageAsync(new ServiceBusMessage(dead), Cancellation);

        var again = await receiver.Next();
        Assert.Equal(("bad", "id"), (again.Body.ToString(), again.MessageId));
        Assert.Null(again.DeadLetterReason);
        Assert.Null(again.DeadLetterSource);
    }
}
