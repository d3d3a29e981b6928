namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The Standard tier's limits (Service Bus quotas, Azure documentation).</summary>
internal static class MessageLimits
{
    /// <summary>Body and properties of one message together, in bytes.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    /// <summary>All messages of one send together, in bytes.</summary>
    public const int MaxBatchBytes = 256 * 1024;

    /// <summary>System and application properties of one message together, in bytes.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    /// <summary>Dead-letter reason and description, each, in characters.</summary>
    public const int MaxDeadLetterTextLength = 4096;
}
