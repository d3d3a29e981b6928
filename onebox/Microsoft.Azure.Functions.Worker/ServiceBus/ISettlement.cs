using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles through whatever holds the lock: a processor's event, a session processor's event, or a receiver.</summary>
internal interface ISettlement
{
    Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken);

    Task AbandonAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellationToken);

    Task DeadLetterAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? properties,
        string? reason,
        string? description,
        CancellationToken cancellationToken
    );

    Task DeferAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellationToken);

    Task RenewLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken);
}

/// <summary>A locked session, held by a session processor's event or by a session receiver.</summary>
internal interface ISessionHold
{
    DateTimeOffset LockedUntil { get; }

    Task<BinaryData> GetStateAsync(CancellationToken cancellationToken);

    Task SetStateAsync(BinaryData state, CancellationToken cancellationToken);

    Task RenewAsync(CancellationToken cancellationToken);

    void Release();
}
