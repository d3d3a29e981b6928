using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntegrationHub.Operations;

/// <summary>What becomes of events for subscribers, as the hub's meter counts it.</summary>
internal static class DeliveryMeter
{
    internal const string CountName = "hub.deliveries";
    internal const string LagName = "hub.delivery.lag";

    private static readonly Counter<long> Deliveries = HubMeter.Meter.CreateCounter<long>(CountName, "{delivery}");
    private static readonly Histogram<double> DeliveryLag = HubMeter.Meter.CreateHistogram<double>(LagName, "s");

    /// <param name="channel">The way: <c>webhook</c>, <c>pull</c> ...</param>
    /// <param name="outcome">One of <see cref="DeliveryOutcome"/>.</param>
    /// <param name="organisation">The subscriber's ODS code.</param>
    internal static void Delivered(string channel, string outcome, string organisation, long events = 1) =>
        Deliveries.Add(
            events,
            new TagList
            {
                { "channel", channel },
                { "outcome", outcome },
                { "organisation", organisation },
            }
        );

    /// <summary>How long after it came into the subscriber's feed an event was delivered.</summary>
    internal static void Lagged(string channel, TimeSpan lag) =>
        DeliveryLag.Record(Math.Max(0, lag.TotalSeconds), new KeyValuePair<string, object?>("channel", channel));
}

/// <summary>What is counted of a delivery.</summary>
internal static class DeliveryOutcome
{
    internal const string Delivered = "delivered";

    /// <summary>One attempt; it is made again unless it was the last.</summary>
    internal const string Failed = "failed";

    /// <summary>By the rules, as they are when the event is told or sent.</summary>
    internal const string Withheld = "withheld";

    /// <summary>The hub has stopped sending to the address.</summary>
    internal const string Stopped = "stopped";
}
