using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IntegrationHub.Operations;

namespace IntegrationHub.Tests.Operations;

/// <summary>What the hubs of this process measure from now on, as a collector hears it.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentBag<Measurement> all = [];

    internal Measured()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == HubMeter.Name)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => all.Add(new(instrument.Name, value, Words(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => all.Add(new(instrument.Name, value, Words(tags))));
        listener.Start();
    }

    internal IReadOnlyCollection<Measurement> All => all;

    /// <summary>The sum of a counter with exactly these tags.</summary>
    internal double Sum(string name, string tags) => all.Where(one => one.Name == name && one.Tags == tags).Sum(one => one.Value);

    public void Dispose() => listener.Dispose();

    private static string Words(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = new List<string>();
        foreach (var (name, value) in tags)
            words.Add($"{name}={value}");
        return string.Join(' ', words);
    }

    internal sealed record Measurement(string Name, double Value, string Tags);
}
