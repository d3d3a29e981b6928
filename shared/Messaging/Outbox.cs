using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Operations;
using Microsoft.Extensions.Caching.Memory;

namespace IntegrationHub.Messaging;

/// <summary>
/// Hands what a commit left to do to the dispatcher of this process. It is only a short cut: everything handed over here is stored,
/// and what is lost with the process is found again by the sweeper.
/// </summary>
public sealed class Outbox : IDisposable
{
    /// <summary>
    /// Work on one record always goes to the same lane, so that one record's messages are sent in order. Work waits for the storage and
    /// not for the processor, so few lanes would have one person's alert wait for what is written of others.
    /// </summary>
    public const int Lanes = 32;

    /// <summary>Sweeps overlap, so the same snapshot is listed by several in turn.</summary>
    private const int RememberedSweeps = 4;

    private readonly Channel<OutboxWork>[] lanes = [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateUnbounded<OutboxWork>())];
    private readonly ConcurrentDictionary<string, int> settled = new(StringComparer.Ordinal);
    private int sweeps;
    private readonly MemoryCache links = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>Says what a commit left to do.</summary>
    /// <param name="snapshot">
    /// The message's snapshot: with nothing left to do, the sweeper need not look at it. Null where the message is about more than one
    /// record: one of them says nothing about the others.
    /// </param>
    public void Committed(RecordId record, string? snapshot, CommitOutcome.Done done)
    {
        ArgumentNullException.ThrowIfNull(done);
        Remember(record, done.Links);
        if (done.Sends || done.Links.Count > 0 || done.BeginsToWait)
            Signal(new OutboxWork(record, snapshot, done.Sends, done.Links, done.ReceivedAt) { BeginsToWait = done.BeginsToWait });
        else if (snapshot is not null)
            Settled(snapshot);
    }

    /// <summary>
    /// Says that a message was in the record already. What its first attempt left to do may have been cut off with its answer, so all
    /// of it is looked at again, unless this process knows that nothing is left.
    /// </summary>
    public void Repeated(RecordId record, string? snapshot, CommitOutcome.Done repeat)
    {
        ArgumentNullException.ThrowIfNull(repeat);
        if (snapshot is null || !WasSettledHere(snapshot))
            Signal(
                new OutboxWork(record, snapshot, Sends: true, repeat.Links, repeat.ReceivedAt)
                {
                    BeginsToWait = repeat.BeginsToWait,
                    IsRepeat = true,
                }
            );
    }

    /// <summary>The links are stored soon; a message that follows on the heels of this one finds them here.</summary>
    private void Remember(RecordId record, IReadOnlyList<RecordId> newLinks)
    {
        foreach (var link in RemembersLinks ? newLinks : [])
            links.Set(link.Value, record.Value, new MemoryCacheEntryOptions { Size = 1 });
    }

    /// <summary>Not where links are done at once, and what waited before them comes first.</summary>
    internal bool RemembersLinks { get; init; } = true;

    /// <summary>Asks for a record's outbox to be worked off.</summary>
    internal void Signal(OutboxWork work) =>
        lanes[(uint)StringComparer.Ordinal.GetHashCode(work.Record.Value) % Lanes].Writer.TryWrite(work);

    /// <summary>Says that nothing is left to do for a message.</summary>
    internal void Settled(string snapshot) => settled[snapshot] = Volatile.Read(ref sweeps);

    /// <summary>The record that a sender's own id of a person was just linked to by this process, or null.</summary>
    public string? RecentLink(RecordId sendersPerson) => links.Get<string>(sendersPerson.Value);

    /// <summary>Whether this process knows that nothing is left to do for a message.</summary>
    internal bool WasSettledHere(string snapshot) => settled.ContainsKey(snapshot);

    /// <summary>Forgets what settled so long ago that no sweep comes upon it again.</summary>
    internal void SweepEnded()
    {
        var oldest = Interlocked.Increment(ref sweeps) - RememberedSweeps;
        foreach (var (snapshot, sweep) in settled)
        {
            if (sweep < oldest)
                settled.TryRemove(snapshot, out _);
        }
    }

    /// <summary>Takes any work that waits, for who does it at once rather than by the lanes.</summary>
    internal bool TryTake(out OutboxWork work)
    {
        foreach (var lane in lanes)
        {
            if (lane.Reader.TryRead(out work))
                return true;
        }

        work = default;
        return false;
    }

    internal ChannelReader<OutboxWork> Lane(int lane) => lanes[lane].Reader;

    public void Dispose() => links.Dispose();
}

/// <summary>What a message left to do.</summary>
/// <param name="Sends">Whether the record's outbox may hold rows.</param>
/// <param name="Links">A sender's own ids of the person, to be led to the record.</param>
/// <param name="At">When the message was received.</param>
internal readonly record struct OutboxWork(RecordId Record, string? Snapshot, bool Sends, IReadOnlyList<RecordId> Links, DateTimeOffset At)
{
    /// <summary>The message had come before, and when it was received says nothing of how long this took.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The record is to be listed among those that wait for an NHS number.</summary>
    public bool BeginsToWait { get; init; }

    /// <summary>The trace of the message that left it.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>For whom that message's work is counted.</summary>
    public CostBearer? Bearer { get; } = HubMeter.Bearer;
}
