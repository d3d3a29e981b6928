namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>How the service spells the paths of entities and their sub-queues.</summary>
internal static class EntityPaths
{
    private const string DeadLetterSuffix = "/$DeadLetterQueue";
    private const string TransferDeadLetterSuffix = "/$Transfer/$DeadLetterQueue";

    public static string Subscription(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    public static string DeadLetter(string path) => path + DeadLetterSuffix;

    public static string Of(string path, SubQueue subQueue) =>
        subQueue switch
        {
            SubQueue.None => path,
            SubQueue.DeadLetter => path + DeadLetterSuffix,
            SubQueue.TransferDeadLetter => path + TransferDeadLetterSuffix,
            _ => throw new ArgumentOutOfRangeException(nameof(subQueue), subQueue, null),
        };
}
