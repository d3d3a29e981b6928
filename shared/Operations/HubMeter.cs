using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntegrationHub.Operations;

/// <summary>
/// What the hub counts, for any collector of .NET metrics: meter <c>IntegrationHub</c>. Tags are codes, organisations, places and names of
/// queues and ways; never anything of a person.
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
    internal const string CostName = "hub.cost.units";

    private const string NoPlace = "none";

    internal static readonly Meter Meter = new(Name);

    private static readonly Counter<long> AcceptedMessages = Meter.CreateCounter<long>(AcceptedName, "{message}");
    private static readonly Counter<long> AcceptedEntries = Meter.CreateCounter<long>(EntriesName, "{entry}");
    private static readonly Counter<long> RefusedRequests = Meter.CreateCounter<long>(RefusedName, "{request}");
    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>(SentName, "{message}");
    private static readonly Counter<long> ClaimedAlerts = Meter.CreateCounter<long>(ClaimedName, "{alert}");
    private static readonly Histogram<double> OutboxLag = Meter.CreateHistogram<double>(LagName, "s");
    private static readonly UpDownCounter<long> Unmatched = Meter.CreateUpDownCounter<long>("hub.unmatched", "{person}");
    private static readonly Counter<long> CostUnits = Meter.CreateCounter<long>(CostName, "{unit}");

    private static readonly AsyncLocal<CostBearer?> BearerNow = new();

    /// <summary>For whom what this flow of calls costs is counted; null for the hub itself.</summary>
    internal static CostBearer? Bearer => BearerNow.Value;

    /// <summary>From here on, what this flow of calls costs is counted for an organisation.</summary>
    /// <param name="place">Where it is of one place only; else null.</param>
    public static void CountFor(string organisation, string? place) => CountFor(new CostBearer(organisation, place ?? NoPlace));

    /// <summary>Goes on with what another flow of calls left to do, for whom that one was.</summary>
    internal static void CountFor(CostBearer? bearer) => BearerNow.Value = bearer;

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

    /// <param name="organisation">Whose patient it is.</param>
    /// <param name="change">1 for a person who waits for an NHS number from now on, -1 for one who is found.</param>
    internal static void UnmatchedChanged(string organisation, int change) =>
        Unmatched.Add(change, new KeyValuePair<string, object?>("organisation", organisation));

    /// <summary>One run of a function.</summary>
    public static void Executed() => Cost("execution");

    /// <summary>One message handed to Service Bus, taken from it or settled there.</summary>
    internal static void BusOperations(int count) => Cost("bus-operation", count);

    /// <param name="kind">
    /// What is charged apart: <c>blob-write</c>, <c>blob-read</c>, <c>table-call</c>, <c>bus-operation</c>, <c>execution</c>.
    /// </param>
    internal static void Cost(string kind, int count = 1)
    {
        var tags = BearerTags();
        tags.Add("kind", kind);
        CostUnits.Add(count, tags);
    }

    private static TagList BearerTags()
    {
        var bearer = Bearer;
        return new TagList { { "organisation", bearer?.Organisation ?? "hub" }, { "place", bearer?.Place ?? NoPlace } };
    }
}

/// <summary>Whose work it is that costs something.</summary>
internal sealed record CostBearer(string Organisation, string Place);
