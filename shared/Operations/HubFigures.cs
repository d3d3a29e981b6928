using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Operations;

/// <summary>
/// What this process did in the last hour, minute by minute, for the operator's page: the same measurements that a collector gets. What
/// all instances did together, the collector knows.
/// </summary>
public sealed class HubFigures : IHostedService, IDisposable
{
    private const int Minutes = 60;

    /// <summary>No others: each call of the storage is measured too, and to hear of it for nothing would cost each of them.</summary>
    private static readonly FrozenSet<string> Counted =
    [
        HubMeter.AcceptedName,
        HubMeter.EntriesName,
        HubMeter.RefusedName,
        HubMeter.SentName,
        HubMeter.ClaimedName,
        HubMeter.LagName,
        DeliveryMeter.CountName,
    ];

    private readonly TimeProvider time;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<long, MinuteCounts> minutes = new();
    private readonly ConcurrentDictionary<string, long> refusals = new(StringComparer.Ordinal);

    public HubFigures(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.time = time;
        Since = time.GetUtcNow();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == HubMeter.Name && Counted.Contains(instrument.Name))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => Now().Lagged(value));
    }

    /// <summary>When this process began to count.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>The minutes in which anything happened, the newest first.</summary>
    public IReadOnlyList<MinuteFigures> LastHour
    {
        get
        {
            var oldest = MinuteOf(time.GetUtcNow()) - Minutes;
            return
            [
                .. minutes.Where(pair => pair.Key > oldest).OrderByDescending(pair => pair.Key).Select(pair => pair.Value.Read(pair.Key)),
            ];
        }
    }

    /// <summary>Refusals since <see cref="Since"/>, by code.</summary>
    public IReadOnlyDictionary<string, long> RefusedByCode => new SortedDictionary<string, long>(refusals, StringComparer.Ordinal);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private void Count(string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        switch (instrument)
        {
            case HubMeter.AcceptedName:
                Interlocked.Add(ref Now().Accepted, value);
                break;
            case HubMeter.EntriesName:
                Interlocked.Add(ref Now().Entries, value);
                break;
            case HubMeter.SentName:
                Interlocked.Add(ref Now().Sent, value);
                break;
            case HubMeter.ClaimedName:
                Interlocked.Add(ref Now().Claimed, value);
                break;
            case DeliveryMeter.CountName:
                foreach (var (name, outcome) in tags)
                {
                    if (name == "outcome" && outcome is DeliveryOutcome.Delivered)
                        Interlocked.Add(ref Now().Delivered, value);
                    else if (name == "outcome" && outcome is DeliveryOutcome.Failed)
                        Interlocked.Add(ref Now().Undelivered, value);
                }

                break;
            case HubMeter.RefusedName:
                Interlocked.Add(ref Now().Refused, value);
                foreach (var (name, code) in tags)
                {
                    if (name == "code")
                        refusals.AddOrUpdate((string)code!, value, (_, before) => before + value);
                }

                break;
        }
    }

    private MinuteCounts Now()
    {
        var minute = MinuteOf(time.GetUtcNow());
        if (minutes.TryGetValue(minute, out var there))
            return there;
        foreach (var old in minutes.Keys.Where(key => key <= minute - Minutes))
            minutes.TryRemove(old, out _);
        return minutes.GetOrAdd(minute, static _ => new MinuteCounts());
    }

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private sealed class MinuteCounts
    {
        public long Accepted;
        public long Entries;
        public long Refused;
        public long Sent;
        public long Claimed;
        public long Delivered;
        public long Undelivered;
        private double longestLag;
        private readonly Lock gate = new();

        public void Lagged(double seconds)
        {
            lock (gate)
                longestLag = Math.Max(longestLag, seconds);
        }

        public MinuteFigures Read(long minute)
        {
            lock (gate)
                return new MinuteFigures(
                    new DateTimeOffset(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero),
                    Interlocked.Read(ref Accepted),
                    Interlocked.Read(ref Entries),
                    Interlocked.Read(ref Refused),
                    Interlocked.Read(ref Sent),
                    Interlocked.Read(ref Claimed),
                    Interlocked.Read(ref Delivered),
                    Interlocked.Read(ref Undelivered),
                    Math.Round(longestLag, 1)
                );
        }
    }
}

/// <param name="Delivered">Events that subscribers took.</param>
/// <param name="Undelivered">Attempts that failed.</param>
/// <param name="LongestLagSeconds">The longest time from a message's receipt until all that it left to do was done.</param>
public sealed record MinuteFigures(
    DateTimeOffset Minute,
    long Accepted,
    long Entries,
    long Refused,
    long Sent,
    long Claimed,
    long Delivered,
    long Undelivered,
    double LongestLagSeconds
);
