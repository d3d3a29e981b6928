using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class DuplicateDetectionTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static TestBroker Open() => TestBroker.WithQueue(queue => queue with { DuplicateDetectionWindow = Window });

    private static Task SendAs(TestBroker broker, string id, string body = "body", string entity = "queue") =>
        broker.Send(body, entity: entity, with: message => message.MessageId = id);

    private static async Task<string[]> Ids(TestBroker broker) => [.. (await broker.Receiver().Now()).Select(message => message.MessageId)];

    [Fact]
    public async Task A_duplicate_send_is_accepted_and_dropped()
    {
        await using var broker = Open();
        await SendAs(broker, "a", "first");
        await SendAs(broker, "a", "second");
        await SendAs(broker, "b");

        var received = await broker.Receiver().Now();

        Assert.Equal(["first", "body"], received.Bodies());
    }

    [Fact]
    public async Task A_duplicate_of_a_completed_message_is_dropped_too()
    {
        await using var broker = Open();
        await SendAs(broker, "a");
        var receiver = broker.Receiver();
        await receiver.Complete(await receiver.Next());

        await SendAs(broker, "a");

        Assert.Empty(await receiver.Now());
    }

    [Fact]
    public async Task An_id_may_be_used_again_after_the_window()
    {
        await using var broker = Open();
        await SendAs(broker, "a");
        broker.Clock.Advance(Window - TimeSpan.FromTicks(1));
        await SendAs(broker, "a");
        broker.Clock.Advance(TimeSpan.FromTicks(1));
        await SendAs(broker, "a");

        Assert.Equal(["a", "a"], await Ids(broker));
    }

    [Fact]
    public async Task The_history_survives_a_restart()
    {
        await using var broker = Open();
        await SendAs(broker, "a");
        broker.Clock.Advance(TimeSpan.FromMinutes(5));
        await broker.Reopen(Topologies.Queue(queue => queue with { DuplicateDetectionWindow = Window }));

        await SendAs(broker, "a");
        broker.Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAs(broker, "a");

        Assert.Equal(["a", "a"], await Ids(broker));
    }

    [Fact]
    public async Task Duplicates_within_one_batch_and_among_concurrent_senders_leave_one()
    {
        await using var broker = Open();
        var sender = broker.Client.CreateSender("queue");
        var same = Enumerable.Range(0, 10).Select(_ => new ServiceBusMessage("body") { MessageId = "a" }).ToArray();
        await sender.SendMessagesAsync(same, TestBroker.Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => SendAs(broker, "b")));

        Assert.Equal(["a", "b"], await Ids(broker));
    }

    [Fact]
    public async Task Without_a_window_every_send_counts()
    {
        await using var broker = TestBroker.WithQueue();
        await SendAs(broker, "a");
        await SendAs(broker, "a");

        Assert.Equal(["a", "a"], await Ids(broker));
    }

    [Fact]
    public async Task A_topic_detects_duplicates_for_all_its_subscriptions_and_apart_from_queues()
    {
        var topic = new TopicDeclaration("topic")
        {
            DuplicateDetectionWindow = Window,
            Subscriptions = [new SubscriptionDeclaration("one"), new SubscriptionDeclaration("two")],
        };
        var queue = new QueueDeclaration("queue") { DuplicateDetectionWindow = Window };
        await using var broker = TestBroker.Open(new BrokerTopology([queue], [topic]));
        await SendAs(broker, "a");
        await SendAs(broker, "a", entity: "topic");
        await SendAs(broker, "a", entity: "topic");

        Assert.Single(await broker.Client.CreateReceiver("topic", "one").Now());
        Assert.Single(await broker.Client.CreateReceiver("topic", "two").Now());
        Assert.Single(await broker.Receiver().Now());
    }
}
