using Azure.Core;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_that_is_not_declared_is_not_found()
    {
        await using var broker = TestBroker.WithTopic(new SubscriptionDeclaration("one"));
        Func<Task>[] operations =
        [
            () => broker.Send("body", entity: "unknown"),
            () => broker.Client.CreateReceiver("unknown").ReceiveMessageAsync(cancellationToken: Cancellation),
            () => broker.Client.CreateReceiver("topic", "two").ReceiveMessageAsync(cancellationToken: Cancellation),
            () => broker.Client.CreateReceiver("topic").ReceiveMessageAsync(cancellationToken: Cancellation),
            () => broker.Client.AcceptNextSessionAsync("unknown", cancellationToken: Cancellation),
            () => broker.Client.CreateReceiver("topic", "two").PeekMessageAsync(cancellationToken: Cancellation),
        ];
        foreach (var operation in operations)
        {
            var e = await Assert.ThrowsAsync<ServiceBusException>(operation);
            Assert.Equal((ServiceBusFailureReason.MessagingEntityNotFound, false), (e.Reason, e.IsTransient));
        }
    }

    [Fact]
    public async Task Without_an_open_broker_operations_fail_as_communication_problems()
    {
        await using var client = new ServiceBusClient("Endpoint=sb://nobody.test/;SharedAccessKeyName=n;SharedAccessKey=k");

        var e = await Assert.ThrowsAsync<ServiceBusException>(() =>
            client.CreateSender("queue").SendMessageAsync(new ServiceBusMessage("body"), Cancellation)
        );

        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, true), (e.Reason, e.IsTransient));
    }

    [Fact]
    public async Task Closing_the_broker_ends_waits_as_communication_problems()
    {
        await using var broker = TestBroker.WithQueue();
        var waiting = broker.Receiver().Next();

        await broker.Close();

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => waiting);
        Assert.Equal(ServiceBusFailureReason.ServiceCommunicationProblem, e.Reason);
    }

    [Fact]
    public async Task A_client_finds_the_broker_by_namespace_and_credential_too()
    {
        await using var broker = TestBroker.WithQueue();
        await using var client = new ServiceBusClient(broker.Namespace, new NoCredential(), new ServiceBusClientOptions());
        await client.CreateSender("QUEUE").SendMessageAsync(new ServiceBusMessage("body"), Cancellation);

        Assert.Equal(["body"], (await broker.Receiver().Now()).Bodies());
        Assert.Equal(broker.Namespace, client.FullyQualifiedNamespace);
    }

    [Fact]
    public async Task A_closed_client_sender_or_receiver_refuses_to_work()
    {
        await using var broker = TestBroker.WithQueue();
        var sender = broker.Client.CreateSender("queue");
        var receiver = broker.Receiver();
        await using var closed = broker.Client.CreateSender("queue");
        await closed.CloseAsync(Cancellation);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.SendMessageAsync(new ServiceBusMessage("x"), Cancellation));

        await broker.Client.DisposeAsync();

        Assert.True(broker.Client.IsClosed);
        Assert.Throws<ObjectDisposedException>(() => broker.Client.CreateSender("queue"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(new ServiceBusMessage("x"), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.ReceiveMessageAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public void Defaults_are_those_of_the_official_client()
    {
        var client = new ServiceBusClientOptions();
        Assert.Equal(3, client.RetryOptions.MaxRetries);
        Assert.Equal(TimeSpan.FromMinutes(1), client.RetryOptions.TryTimeout);
        Assert.Equal(TimeSpan.FromSeconds(0.8), client.RetryOptions.Delay);
        Assert.Equal(ServiceBusTransportType.AmqpTcp, client.TransportType);
        var processor = new ServiceBusProcessorOptions();
        Assert.Equal(
            (1, true, TimeSpan.FromMinutes(5)),
            (processor.MaxConcurrentCalls, processor.AutoCompleteMessages, processor.MaxAutoLockRenewalDuration)
        );
        var sessions = new ServiceBusSessionProcessorOptions();
        Assert.Equal((8, 1), (sessions.MaxConcurrentSessions, sessions.MaxConcurrentCallsPerSession));
        Assert.Equal(ServiceBusReceiveMode.PeekLock, new ServiceBusReceiverOptions().ReceiveMode);
        Assert.Equal(TimeSpan.MaxValue, new ServiceBusMessage().TimeToLive);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Endpoint=no address;SharedAccessKeyName=n")]
    [InlineData("SharedAccessKeyName=n;SharedAccessKey=k")]
    public void A_connection_string_without_an_address_is_refused(string connectionString) =>
        Assert.ThrowsAny<Exception>(() => new ServiceBusClient(connectionString));

    [Fact]
    public void The_model_factory_makes_messages_for_tests()
    {
        var token = Guid.NewGuid();
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromString("body"),
            messageId: "id",
            sessionId: "a",
            properties: new Dictionary<string, object> { ["DeadLetterReason"] = "bad" },
            lockTokenGuid: token,
            deliveryCount: 3,
            sequenceNumber: 9,
            serviceBusMessageState: ServiceBusMessageState.Deferred
        );

        Assert.Equal(("body", "id", "a", "bad"), (message.Body.ToString(), message.MessageId, message.SessionId, message.DeadLetterReason));
        Assert.Equal((token.ToString(), 3, 9L), (message.LockToken, message.DeliveryCount, message.SequenceNumber));
        Assert.Equal((ServiceBusMessageState.Deferred, TimeSpan.MaxValue), (message.State, message.TimeToLive));
        Assert.Equal("{MessageId:id}", message.ToString());
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The embedded broker asks for no token.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The embedded broker asks for no token.");
    }
}
