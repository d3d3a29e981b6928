using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Cli.Cost;

/// <summary>What one message or request of a kind costs in calls, as a test of the whole hub counts them.</summary>
/// <param name="TableCalls">Point reads, queries, writes and transactions: each is billed as one.</param>
/// <param name="BusOperations">Messages sent, and for each its delivery and its settling by whoever takes it.</param>
internal sealed record KindCounts(
    string Kind,
    string Words,
    int BlobWrites,
    int BlobReads,
    int TableCalls,
    int BusOperations,
    int Executions
);

/// <param name="IdleHour">What the timers cost in an hour in which nothing comes and nothing is left to do.</param>
internal sealed record CountList(IReadOnlyList<KindCounts> Kinds, KindCounts IdleHour);

/// <summary>How a price came here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriceHand>))]
internal enum PriceHand
{
    /// <summary>Read from the publisher by whoever wrote it down.</summary>
    First = 1,

    /// <summary>The publisher's own answer, word by word, as somebody else kept it.</summary>
    Kept,

    /// <summary>What somebody else says that the publisher says.</summary>
    Told,
}

/// <param name="Publisher">Who sets the price.</param>
/// <param name="Published">When the publisher said so.</param>
/// <param name="Where">Where it was read.</param>
internal sealed record PriceSource(string Name, PriceHand Hand, string Publisher, DateOnly Published, string Where);

/// <param name="Dollars">For as many as <paramref name="Per"/> says.</param>
/// <param name="Meter">The publisher's name of what is charged.</param>
/// <param name="Source">Name of a <see cref="PriceSource"/>.</param>
internal sealed record Price(string Name, decimal Dollars, decimal Per, string Meter, string Source);

/// <param name="Date">When the prices were written down here.</param>
internal sealed record PriceList(
    DateOnly Date,
    string Region,
    decimal PoundsPerDollar,
    string PoundsSource,
    IReadOnlyList<PriceSource> Sources,
    IReadOnlyList<Price> Prices
)
{
    /// <summary>Pounds for one.</summary>
    public decimal Pounds(string name)
    {
        var price = Prices.Single(price => price.Name == name);
        return price.Dollars / price.Per * PoundsPerDollar;
    }
}

/// <summary>How much of what a place of some size has a month.</summary>
/// <param name="LeastSeconds">An instance that works is charged for as long at least, however soon it is done.</param>
/// <param name="RequestInstances">Instances kept ready for requests, which share them evenly.</param>
/// <param name="ReadyInstances">All instances kept ready.</param>
internal sealed record Volumes(
    int People,
    string Source,
    decimal MemoryGb,
    decimal LeastSeconds,
    int RequestInstances,
    int ReadyInstances,
    int SnapshotBytes,
    IReadOnlyDictionary<string, int> PerMonth
);

/// <summary>The three files that the command goes by, as they came with it.</summary>
internal static class CostData
{
    public static CountList Counts { get; } = Read("counts.json", CostJson.Default.CountList);

    public static PriceList Prices { get; } = Read("prices.json", CostJson.Default.PriceList);

    public static Volumes Volumes { get; } = Read("volumes.json", CostJson.Default.Volumes);

    private static T Read<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cost/" + name)!;
        return JsonSerializer.Deserialize(stream, type)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(CountList))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(Volumes))]
internal sealed partial class CostJson : JsonSerializerContext;
