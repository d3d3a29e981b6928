using System.Collections.Concurrent;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The brokers open in this process, by namespace: how a client finds the one its connection string names.</summary>
internal static class BrokerRegistry
{
    private static readonly ConcurrentDictionary<string, Broker> Open = new(StringComparer.OrdinalIgnoreCase);

    public static bool TryAdd(string fullyQualifiedNamespace, Broker broker) => Open.TryAdd(fullyQualifiedNamespace, broker);

    public static void Remove(string fullyQualifiedNamespace, Broker broker) =>
        Open.TryRemove(new KeyValuePair<string, Broker>(fullyQualifiedNamespace, broker));

    /// <exception cref="ServiceBusException">No broker is open for the namespace.</exception>
    public static Broker Find(string fullyQualifiedNamespace) =>
        Open.TryGetValue(fullyQualifiedNamespace, out var broker)
            ? broker
            : throw new ServiceBusException(
                $"No broker is open in this process for the namespace '{fullyQualifiedNamespace}'.",
                ServiceBusFailureReason.ServiceCommunicationProblem
            );
}
