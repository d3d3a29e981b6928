using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Testing;

namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>A broker on a folder and a namespace of its own, on a clock that the test moves.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "servicebus-tests", Guid.NewGuid().ToString("N"));
    private readonly string _namespace = $"{Guid.NewGuid():N}.servicebus.test";
    private readonly TimeProvider _time;
    private Broker? _broker;

    private TestBroker(TimeProvider time)
    {
        _time = time;
        Client = new ServiceBusClient($"Endpoint=sb://{_namespace}/;SharedAccessKeyName=test;SharedAccessKey=test");
    }

    public ServiceBusClient Client { get; }

    public string Folder => _folder;

    public string Namespace => _namespace;

    public TestClock Clock => (TestClock)_time;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With a queue named "queue" that has the given settings.</summary>
    public static TestBroker WithQueue(Func<QueueDeclaration, QueueDeclaration>? settings = null, TimeProvider? time = null) =>
        Open(Topologies.Queue(settings), time);

    public static TestBroker WithTopic(params SubscriptionDeclaration[] subscriptions) =>
        Open(new BrokerTopology([], [new TopicDeclaration("topic") { Subscriptions = subscriptions }]));

    public static TestBroker Open(BrokerTopology topology, TimeProvider? time = null)
    {
        var broker = new TestBroker(time ?? new TestClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        broker._broker = Broker.Open(broker._folder, topology, broker._namespace, broker._time);
        return broker;
    }

    public async Task Reopen(BrokerTopology topology)
    {
        await _broker!.DisposeAsync();
        _broker = Broker.Open(_folder, topology, _namespace, _time);
    }

    public async Task Close() => await _broker!.DisposeAsync();

    public Task Send(string body, string? session = null, string entity = "queue", Action<ServiceBusMessage>? with = null)
    {
        var message = new ServiceBusMessage(body) { SessionId = session };
        with?.Invoke(message);
        return Client.CreateSender(entity).SendMessageAsync(message, Cancellation);
    }

    public ServiceBusReceiver Receiver(SubQueue subQueue = SubQueue.None, string entity = "queue") =>
        Client.CreateReceiver(entity, new ServiceBusReceiverOptions { SubQueue = subQueue });

    public ServiceBusReceiver DeadLetters(string entity = "queue") => Receiver(SubQueue.DeadLetter, entity);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}

internal static class Topologies
{
    public static BrokerTopology Queue(Func<QueueDeclaration, QueueDeclaration>? settings = null)
    {
        var queue = new QueueDeclaration("queue");
        return new BrokerTopology([settings?.Invoke(queue) ?? queue], []);
    }
}

internal static class ReceiverExtensions
{
    /// <summary>The next message, which must come; the test's own time limit bounds the wait.</summary>
    public static async Task<ServiceBusReceivedMessage> Next(this ServiceBusReceiver receiver)
    {
        var message = await receiver.ReceiveMessageAsync(TimeSpan.FromDays(1), TestBroker.Cancellation);
        Assert.NotNull(message);
        return message;
    }

    /// <summary>What is there now, without waiting.</summary>
    public static async Task<IReadOnlyList<ServiceBusReceivedMessage>> Now(this ServiceBusReceiver receiver, int max = 100)
    {
        var messages = await receiver.Receive(max, TimeSpan.Zero, TestBroker.Cancellation);
        return messages;
    }

    public static Task Complete(this ServiceBusReceiver receiver, ServiceBusReceivedMessage message) =>
        receiver.CompleteMessageAsync(message, TestBroker.Cancellation);

    public static string[] Bodies(this IEnumerable<ServiceBusReceivedMessage> messages) =>
        [.. messages.Select(message => message.Body.ToString())];
}
