using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntegrationHub.Operations;

/// <summary>
/// What the hub counts, for any collector of .NET metrics: meter <c>IntegrationHub</c>. Tags are codes, organisations, places and names of
/// queues; never anything of a person.
/// </summary>
public static class HubMeter
{
    public const string Name = "IntegrationHub";

    internal const string AcceptedName = "hub.messages.accepted";
    internal const string EntriesName = "hub.entries";
    internal const string RefusedName = "hub.refused";
    internal const string SentName = "hub.alerts.sent";
    internal const string ClaimedName = "hub.alerts.claimed";
    internal const string LagName = "hub.outbox.lag";

    private const string NoPlace = "none";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> AcceptedMessages = Meter.CreateCounter<long>(AcceptedName, "{message}");
    private static readonly Counter<long> AcceptedEntries = Meter.CreateCounter<long>(EntriesName, "{entry}");
    private static readonly Counter<long> RefusedRequests = Meter.CreateCounter<long>(RefusedName, "{request}");
    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>(SentName, "{message}");
    private static readonly Counter<long> ClaimedAlerts = Meter.CreateCounter<long>(ClaimedName, "{alert}");
    private static readonly Histogram<double> OutboxLag = Meter.CreateHistogram<double>(LagName, "s");
    private static readonly Counter<long> StorageCalls = Meter.CreateCounter<long>("hub.storage.calls", "{call}");

    private static readonly AsyncLocal<CostBearer?> Bearer = new();

    /// <summary>From here on, what this flow of calls costs is counted for an organisation.</summary>
    /// <param name="place">Where it is of one place only; else null.</param>
    public static void CountFor(string organisation, string? place) => Bearer.Value = new CostBearer(organisation, place ?? NoPlace);

    /// <summary>A message that is in records, durably.</summary>
    public static void Accepted(int entries)
    {
        var tags = BearerTags();
        AcceptedMessages.Add(1, tags);
        AcceptedEntries.Add(entries, tags);
    }

    /// <param name="code">The permanent code.</param>
    /// <param name="way">The function that refused.</param>
    public static void Refused(string code, string way)
    {
        var tags = BearerTags();
        tags.Add("code", code);
        tags.Add("function", way);
        RefusedRequests.Add(1, tags);
    }

    /// <param name="target">The queue or topic.</param>
    public static void Sent(string target) => SentMessages.Add(1, new KeyValuePair<string, object?>("target", target));

    /// <param name="hub">The discharge hub.</param>
    public static void Claimed(string hub, int alerts) => ClaimedAlerts.Add(alerts, new KeyValuePair<string, object?>("hub", hub));

    /// <summary>How long after its receipt all that a message left to do was done.</summary>
    public static void Lagged(TimeSpan lag) => OutboxLag.Record(Math.Max(0, lag.TotalSeconds));

    /// <param name="kind"><c>blob-write</c>, <c>blob-read</c> or <c>table-call</c>: what is charged apart.</param>
    internal static void StorageCall(string kind)
    {
        var tags = BearerTags();
        tags.Add("kind", kind);
        StorageCalls.Add(1, tags);
    }

    private static TagList BearerTags()
    {
        var bearer = Bearer.Value;
        return new TagList { { "organisation", bearer?.Organisation ?? "hub" }, { "place", bearer?.Place ?? NoPlace } };
    }

    private sealed record CostBearer(string Organisation, string Place);
}
