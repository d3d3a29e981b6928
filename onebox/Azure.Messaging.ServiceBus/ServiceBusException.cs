namespace Azure.Messaging.ServiceBus;

/// <summary>A failed operation on a Service Bus entity; <see cref="Reason"/> says why, in a closed set.</summary>
public class ServiceBusException : Exception
{
    /// <summary>An exception without a message; its reason is <see cref="ServiceBusFailureReason.GeneralError"/>.</summary>
    public ServiceBusException() { }

    /// <summary>Timeouts, a busy service and communication problems count as transient, every other reason as final.</summary>
    public ServiceBusException(
        string message,
        ServiceBusFailureReason reason,
        string? entityPath = default,
        Exception? innerException = default
    )
        : this(
            reason
                is ServiceBusFailureReason.ServiceCommunicationProblem
                    or ServiceBusFailureReason.ServiceTimeout
                    or ServiceBusFailureReason.ServiceBusy,
            message,
            entityPath,
            reason,
            innerException
        ) { }

    public ServiceBusException(
        bool isTransient,
        string message,
        string? entityName = default,
        ServiceBusFailureReason reason = ServiceBusFailureReason.GeneralError,
        Exception? innerException = default
    )
        : base(message, innerException)
    {
        IsTransient = isTransient;
        EntityPath = entityName;
        Reason = reason;
    }

    /// <summary>True where the same call may succeed when tried again.</summary>
    public bool IsTransient { get; }

    public ServiceBusFailureReason Reason { get; }

    /// <summary>The queue, topic or subscription concerned; null where the failure is not about one.</summary>
    public string? EntityPath { get; }

    public override string Message =>
        string.IsNullOrEmpty(EntityPath) ? $"{base.Message} ({Reason})" : $"{base.Message} ({EntityPath} - {Reason})";
}
