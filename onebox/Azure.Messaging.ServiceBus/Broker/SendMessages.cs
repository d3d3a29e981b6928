namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A message on its way in: checked, snapshotted and encoded on its sender's thread, to keep the writer's work small.</summary>
internal sealed record Parcel(BrokeredContent Content, byte[] Header, long ScheduledTicks)
{
    public int Size => Header.Length + Content.Body.Length;
}

/// <summary>Stores all messages of one send, or none.</summary>
internal sealed class SendMessages(Destination destination, IReadOnlyList<Parcel> parcels) : WriteOperation
{
    private readonly Placed _placed = new();

    /// <summary>The messages' sequence numbers at the destination, in order; valid once the operation's task has ended well.</summary>
    public long[] Sequences { get; } = new long[parcels.Count];

    public override void Apply(Journal journal, long nowTicks)
    {
        for (var i = 0; i < parcels.Count; i++)
            Sequences[i] = destination.Place(journal, parcels[i], nowTicks, _placed);
    }

    protected override void Committed() => _placed.Arrive();

    protected override void RolledBack()
    {
        _placed.RollBack();
        destination.Duplicates?.Forget(_placed);
    }
}
