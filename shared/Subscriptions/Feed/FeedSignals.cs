using System.Collections.Concurrent;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>
/// Tells those who wait in this process that something came into a feed. Only a short cut: whoever waits also looks by itself, for the
/// event may have come by another process.
/// </summary>
public sealed class FeedSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the next event of the feed that this process stores. Ask for it before looking whether there is one.</summary>
    internal Task Next(string feed) =>
        waiting.GetOrAdd(feed, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Hears of feeds in which something is due at once.</summary>
    internal Action<string>? ToSend { get; set; }

    internal void Due(string feed) => ToSend?.Invoke(feed);

    internal void Appended(string feed)
    {
        if (waiting.TryRemove(feed, out var signal))
            signal.TrySetResult();
    }
}
