using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What one invocation takes: a message, or a batch of them, and the means to settle.</summary>
internal sealed class ServiceBusDelivery(IReadOnlyList<ServiceBusReceivedMessage> messages, ISettlement settlement)
{
    public IReadOnlyList<ServiceBusReceivedMessage> Messages => messages;

    public ServiceBusMessageActions Actions { get; } = new(settlement);

    public ServiceBusSessionMessageActions? Session { get; } =
        settlement is ISessionHold session ? new ServiceBusSessionMessageActions(session) : null;

    /// <summary>Of a single message; a batch has as many as it has messages, and none of them is its own.</summary>
    public string? TraceParent =>
        messages is [var message] && message.ApplicationProperties.TryGetValue("Diagnostic-Id", out var id) ? id as string : null;

    /// <summary>The message's own properties by the names that the official host gives them; of a batch, those of the first.</summary>
    public Dictionary<string, object?> BindingData()
    {
        var message = messages[0];
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = message.MessageId,
            ["CorrelationId"] = message.CorrelationId,
            ["SessionId"] = message.SessionId,
            ["Subject"] = message.Subject,
            ["Label"] = message.Subject,
            ["ContentType"] = message.ContentType,
            ["To"] = message.To,
            ["ReplyTo"] = message.ReplyTo,
            ["PartitionKey"] = message.PartitionKey,
            ["DeliveryCount"] = message.DeliveryCount,
            ["SequenceNumber"] = message.SequenceNumber,
            ["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
            ["ExpiresAtUtc"] = message.ExpiresAt.UtcDateTime,
            ["LockToken"] = message.LockToken,
            ["DeadLetterSource"] = message.DeadLetterSource,
            ["ApplicationProperties"] = message.ApplicationProperties,
        };
    }

    /// <summary>
    /// Settles what the function left: after success completes it where that was asked for, after failure abandons it, so that the delivery
    /// count grows and a poison message ends in the dead-letter queue.
    /// </summary>
    public async Task SettleRestAsync(InvocationOutcome outcome, bool autoComplete, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            if (Actions.IsSettled(message))
                continue;
            if (outcome != InvocationOutcome.Succeeded)
                await Actions.AbandonMessageAsync(message, null, cancellationToken);
            else if (autoComplete)
                await Actions.CompleteMessageAsync(message, cancellationToken);
        }
    }
}
