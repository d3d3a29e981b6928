namespace Azure.Messaging.ServiceBus;

/// <summary>What went wrong in a processor, and at which step.</summary>
public sealed class ProcessErrorEventArgs : EventArgs
{
    public ProcessErrorEventArgs(
        Exception exception,
        ServiceBusErrorSource errorSource,
        string fullyQualifiedNamespace,
        string entityPath,
        CancellationToken cancellationToken
    )
        : this(exception, errorSource, fullyQualifiedNamespace, entityPath, "", cancellationToken) { }

    public ProcessErrorEventArgs(
        Exception exception,
        ServiceBusErrorSource errorSource,
        string fullyQualifiedNamespace,
        string entityPath,
        string identifier,
        CancellationToken cancellationToken
    )
    {
        Exception = exception;
        ErrorSource = errorSource;
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        EntityPath = entityPath;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public Exception Exception { get; }
    public ServiceBusErrorSource ErrorSource { get; }
    public string FullyQualifiedNamespace { get; }
    public string EntityPath { get; }
    public string Identifier { get; }

    /// <summary>Cancelled when the processor is told to stop.</summary>
    public CancellationToken CancellationToken { get; }
}

/// <summary>The step of a processor at which an error came up.</summary>
public enum ServiceBusErrorSource
{
    Complete,
    Abandon,
    ProcessMessageCallback,
    Receive,
    RenewLock,
    AcceptSession,
    CloseSession,
}

/// <summary>A message's lock ended while its handler ran.</summary>
public class MessageLockLostEventArgs(ServiceBusReceivedMessage message, Exception exception)
{
    public ServiceBusReceivedMessage Message { get; } = message;
    public Exception Exception { get; } = exception;
}

/// <summary>A session's lock ended while a handler ran.</summary>
public class SessionLockLostEventArgs(ServiceBusReceivedMessage message, DateTimeOffset sessionLockedUntil, Exception exception) : EventArgs
{
    public ServiceBusReceivedMessage Message { get; } = message;
    public DateTimeOffset SessionLockedUntil { get; } = sessionLockedUntil;
    public Exception Exception { get; } = exception;
}
