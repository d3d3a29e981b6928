using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions;

namespace IntegrationHub.Messaging;

/// <summary>Hands on what a commit or a projection tells others: to a queue or topic, or to whoever has subscribed.</summary>
public sealed class MessageSender(ServiceBusClient serviceBus, EventPublisher publisher)
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new(StringComparer.Ordinal);

    /// <summary>Returns when the message is with the broker, or numbered and stored for each subscriber. Repeats do no harm.</summary>
    internal Task SendAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        message.Kind switch
        {
            OutboxMessage.ToQueue => ToQueueAsync(message, cancellationToken),
            OutboxMessage.ToSubscribers => publisher.PublishAsync(HubEvent.Parse(message.Body ?? ""), cancellationToken),
            _ => throw new InvalidDataException("A message of no known kind."),
        };

    private async Task ToQueueAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var sent = message.ToServiceBus();
        HubTrace.PutInto(sent);
        await SenderTo(message.Target).SendMessageAsync(sent, cancellationToken);
        HubMeter.Sent(message.Target);
        HubMeter.BusOperations(1);
    }

    private ServiceBusSender SenderTo(string target) =>
        senders.GetOrAdd(target, static (name, client) => client.CreateSender(name), serviceBus);
}
