namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The rules of one store of messages: a queue, a subscription, a dead-letter queue, or a topic's scheduled messages.</summary>
internal sealed record StoreSettings(string Path)
{
    public bool RequiresSession { get; init; }
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);
    public int MaxDeliveryCount { get; init; } = int.MaxValue;
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.MaxValue;
    public bool DeadLetterOnExpiration { get; init; }

    /// <summary>False for dead-letter queues, where nothing expires.</summary>
    public bool MessagesExpire { get; init; } = true;

    public static StoreSettings Of(string path, ReceivableDeclaration declared) =>
        new(path)
        {
            RequiresSession = declared.RequiresSession,
            LockDuration = declared.LockDuration,
            MaxDeliveryCount = declared.MaxDeliveryCount,
            DefaultTimeToLive = declared.DefaultTimeToLive,
            DeadLetterOnExpiration = declared.DeadLetterOnExpiration,
        };

    public StoreSettings DeadLetter() =>
        new(EntityPaths.DeadLetter(Path))
        {
            LockDuration = LockDuration,
            DefaultTimeToLive = DefaultTimeToLive,
            MessagesExpire = false,
        };

    /// <summary>UTC ticks when a message enqueued now expires; long.MaxValue for never.</summary>
    public long ExpiryOf(TimeSpan timeToLive, long nowTicks)
    {
        var bounded = Bound(timeToLive).Ticks;
        return !MessagesExpire || bounded >= DateTimeOffset.MaxValue.UtcTicks - nowTicks ? long.MaxValue : nowTicks + bounded;
    }

    public TimeSpan Bound(TimeSpan timeToLive) => timeToLive < DefaultTimeToLive ? timeToLive : DefaultTimeToLive;
}
