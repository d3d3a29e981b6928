namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Why a message goes to the dead-letter queue: the two properties that its reader finds there.</summary>
internal sealed record DeadLetterReasons(string? Reason, string? Description)
{
    public static DeadLetterReasons Expired { get; } = new("TTLExpiredException", "The message expired and was dead lettered.");

    public static DeadLetterReasons NoSession { get; } =
        new("Session ID is null.", "Session enabled entity doesn't allow a message whose session identifier is null.");

    public static DeadLetterReasons MaxDeliveryCount(int count) =>
        new("MaxDeliveryCountExceeded", $"Message could not be consumed after {count} delivery attempts.");

    public BrokeredContent On(BrokeredContent content, string source)
    {
        var properties = new Dictionary<string, object>(content.Properties, StringComparer.Ordinal);
        if (Reason is not null)
            properties[ServiceBusReceivedMessage.DeadLetterReasonName] = Reason;
        if (Description is not null)
            properties[ServiceBusReceivedMessage.DeadLetterErrorDescriptionName] = Description;
        return content with { Properties = properties, DeadLetterSource = source };
    }
}
