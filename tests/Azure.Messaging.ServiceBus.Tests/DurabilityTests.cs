using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class DurabilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sent_and_not_completed_is_there_after_a_restart()
    {
        await using var broker = TestBroker.WithQueue();
        foreach (var body in new[] { "one", "two", "three" })
            await broker.Send(body);
        var receiver = broker.Receiver();
        await receiver.Complete(await receiver.Next());

        await broker.Reopen(Topologies.Queue());

        // The same receiver goes on with the broker that is open now.
        Assert.Equal(["two", "three"], (await receiver.Now()).Bodies());
    }

    [Fact]
    public async Task A_restart_counts_like_a_lost_lock()
    {
        await using var broker = TestBroker.WithQueue(queue => queue with { MaxDeliveryCount = 2 });
        await broker.Send("poison");
        for (var delivery = 1; delivery <= 2; delivery++)
        {
            Assert.Equal(delivery, (await broker.Receiver().Next()).DeliveryCount);
            await broker.Reopen(Topologies.Queue(queue => queue with { MaxDeliveryCount = 2 }));
        }

        Assert.Equal("MaxDeliveryCountExceeded", (await broker.DeadLetters().Next()).DeadLetterReason);
        Assert.Empty(await broker.Receiver().Now());
    }

    [Fact]
    public async Task Dead_letters_and_changed_properties_survive_a_restart()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("dead");
        await broker.Send("changed");
        var receiver = broker.Receiver();
        await receiver.DeadLetterMessageAsync(await receiver.Next(), "bad", "very", Cancellation);
        await receiver.AbandonMessageAsync(await receiver.Next(), new Dictionary<string, object> { ["n"] = 1 }, Cancellation);

        await broker.Reopen(Topologies.Queue());

        var dead = await broker.DeadLetters().Next();
        Assert.Equal(("dead", "bad", "very"), (dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        var changed = await receiver.Next();
        Assert.Equal((1, 2), (changed.ApplicationProperties["n"], changed.DeliveryCount));
    }

    [Fact]
    public async Task Sequence_numbers_go_on_after_a_restart_of_an_empty_queue()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");
        var receiver = broker.Receiver();
        var first = await receiver.Next();
        await receiver.Complete(first);
        await broker.Reopen(Topologies.Queue());

        await broker.Send("two");

        Assert.Equal(first.SequenceNumber + 1, (await receiver.Next()).SequenceNumber);
    }

    [Fact]
    public async Task An_entity_no_longer_declared_keeps_its_messages_until_it_is_declared_again()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("kept");
        await broker.Reopen(new BrokerTopology([new QueueDeclaration("other")], []));
        await broker.Send("new", entity: "other");
        var e = await Assert.ThrowsAsync<ServiceBusException>(() => broker.Send("lost"));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, e.Reason);

        await broker.Reopen(Topologies.Queue(queue => queue with { LockDuration = TimeSpan.FromMinutes(5) }));

        var kept = await broker.Receiver().Next();
        Assert.Equal(("kept", broker.Clock.GetUtcNow().AddMinutes(5)), (kept.Body.ToString(), kept.LockedUntil));
    }

    [Fact]
    public async Task A_queue_with_messages_cannot_start_to_require_sessions()
    {
        await using var broker = TestBroker.WithQueue();
        await broker.Send("one");

        await Assert.ThrowsAsync<ArgumentException>(() => broker.Reopen(Topologies.Queue(queue => queue with { RequiresSession = true })));

        await broker.Reopen(Topologies.Queue());
        Assert.Single(await broker.Receiver().Now());
    }

    [Fact]
    public async Task A_folder_belongs_to_one_broker_and_a_namespace_too()
    {
        await using var broker = TestBroker.WithQueue();

        Assert.Throws<BrokerInUseException>(() => Broker.Open(broker.Folder, Topologies.Queue(), "another.test"));
        Assert.Throws<BrokerInUseException>(() => Broker.Open(broker.Folder + "-2", Topologies.Queue(), broker.Namespace));

        Directory.Delete(broker.Folder + "-2", recursive: true);
        await broker.Send("still open");
        Assert.Single(await broker.Receiver().Now());
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("count")]
    [InlineData("window")]
    [InlineData("name")]
    [InlineData("twice")]
    public void A_topology_that_the_service_would_refuse_is_refused(string what)
    {
        var queue = new QueueDeclaration("queue");
        QueueDeclaration[] queues = what switch
        {
            "lock" => [queue with { LockDuration = TimeSpan.FromMinutes(6) }],
            "count" => [queue with { MaxDeliveryCount = 0 }],
            "window" => [queue with { DuplicateDetectionWindow = TimeSpan.FromSeconds(19) }],
            "name" => [new QueueDeclaration("a queue")],
            _ => [queue, new QueueDeclaration("Queue")],
        };

        Assert.Throws<ArgumentException>(() => TestBroker.Open(new BrokerTopology(queues, [])));
    }

    [Fact]
    public async Task A_backlog_larger_than_the_cache_is_read_back_from_the_disk()
    {
        await using var broker = TestBroker.WithQueue();
        var sender = broker.Client.CreateSender("queue");
        const int Count = 300;
        for (var i = 0; i < Count; i++)
        {
            var body = new byte[250_000];
            BitConverter.TryWriteBytes(body, i);
            await sender.SendMessageAsync(new ServiceBusMessage(body), Cancellation);
        }
        var receiver = broker.Receiver();

        for (var i = 0; i < Count; i++)
        {
            var message = await receiver.Next();
            Assert.Equal(i, BitConverter.ToInt32(message.Body.ToMemory().Span));
            await receiver.Complete(message);
        }
    }
}
