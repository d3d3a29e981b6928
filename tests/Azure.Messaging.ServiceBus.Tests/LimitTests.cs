using System.Runtime.Serialization;

namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>The Standard tier's limits.</summary>
public sealed class LimitTests
{
    private const int MaxBytes = 256 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_above_256_KB_is_refused()
    {
        await using var broker = TestBroker.WithQueue();
        var sender = broker.Client.CreateSender("queue");

        await sender.SendMessageAsync(new ServiceBusMessage(new byte[MaxBytes - 500]), Cancellation);
        var e = await Assert.ThrowsAsync<ServiceBusException>(() =>
            sender.SendMessageAsync(new ServiceBusMessage(new byte[MaxBytes]), Cancellation)
        );

        Assert.Equal((ServiceBusFailureReason.MessageSizeExceeded, "queue"), (e.Reason, e.EntityPath));
        Assert.Single(await broker.Receiver().Now());
    }

    [Fact]
    public async Task Messages_above_256_KB_together_are_refused_together()
    {
        await using var broker = TestBroker.WithQueue();
        var messages = Enumerable.Range(0, 3).Select(_ => new ServiceBusMessage(new byte[100_000])).ToArray();

        var e = await Assert.ThrowsAsync<ServiceBusException>(() =>
            broker.Client.CreateSender("queue").SendMessagesAsync(messages, Cancellation)
        );

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, e.Reason);
        Assert.Empty(await broker.Receiver().Now());
    }

    [Fact]
    public async Task A_batch_takes_messages_up_to_its_size()
    {
        await using var broker = TestBroker.WithQueue();
        var sender = broker.Client.CreateSender("queue");
        using var batch = await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 3000 }, Cancellation);

        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[1000])));
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[1000])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[1000])));
        Assert.Equal((2, 3000), (batch.Count, batch.MaxSizeInBytes));
        Assert.InRange(batch.SizeInBytes, 2000, 3000);
        await sender.SendMessagesAsync(batch, Cancellation);

        Assert.Equal(2, (await broker.Receiver().Now()).Count);
        using var whole = await sender.CreateMessageBatchAsync(Cancellation);
        Assert.Equal(MaxBytes, whole.MaxSizeInBytes);
    }

    [Fact]
    public async Task A_batch_above_the_service_s_limit_cannot_be_made()
    {
        await using var broker = TestBroker.WithQueue();
        var options = new CreateMessageBatchOptions { MaxSizeInBytes = MaxBytes + 1 };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await broker.Client.CreateSender("queue").CreateMessageBatchAsync(options, Cancellation)
        );
    }

    [Fact]
    public async Task Properties_above_64_KB_and_values_of_other_types_are_refused()
    {
        await using var broker = TestBroker.WithQueue();

        await Assert.ThrowsAsync<SerializationException>(() =>
            broker.Send("body", with: message => message.ApplicationProperties["large"] = new string('x', 64 * 1024))
        );
        await Assert.ThrowsAsync<SerializationException>(() =>
            broker.Send("body", with: message => message.ApplicationProperties["list"] = new List<int>())
        );
        Assert.Empty(await broker.Receiver().Now());
    }

    [Fact]
    public void Ids_have_at_most_128_characters()
    {
        var message = new ServiceBusMessage { MessageId = new string('x', 128), SessionId = new string('x', 128) };

        Assert.Throws<ArgumentException>(() => message.MessageId = new string('x', 129));
        Assert.Throws<ArgumentException>(() => message.MessageId = "");
        Assert.Throws<ArgumentException>(() => message.SessionId = new string('x', 129));
        Assert.Throws<ArgumentException>(() => message.ReplyToSessionId = new string('x', 129));
        Assert.Throws<ArgumentOutOfRangeException>(() => message.PartitionKey = "not the session");
        Assert.Throws<ArgumentOutOfRangeException>(() => message.TimeToLive = TimeSpan.Zero);
    }

    [Fact]
    public async Task A_message_without_an_id_gets_one()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        await broker.Send("two");

        var ids = (await broker.Receiver().Now()).Select(message => message.MessageId).ToArray();

        Assert.All(ids, id => Assert.Equal(32, id!.Length));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task Every_property_type_arrives_as_it_was_sent()
    {
        await using var broker = TestBroker.WithQueue();
        object[] values =
        [
            "ü",
            'c',
            true,
            false,
            (byte)1,
            (sbyte)-1,
            (short)-2,
            (ushort)2,
            -3,
            3u,
            long.MinValue,
            ulong.MaxValue,
            1.5f,
            double.MaxValue,
            12.34m,
            Guid.NewGuid(),
            new Uri("urn:x"),
            new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)),
            TimeSpan.FromTicks(7),
            new byte[] { 1, 2, 3 },
        ];
        await broker.Send(
            "body",
            with: message =>
            {
                for (var i = 0; i < values.Length; i++)
                    message.ApplicationProperties[$"{i}"] = values[i];
            }
        );
        // From the disk, not from memory.
        await broker.Reopen(Topologies.Queue());

        var received = await broker.Receiver().Next();

        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => received.ApplicationProperties[$"{i}"]));
    }
}
