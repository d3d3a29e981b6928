namespace IntegrationHub.Cli.Cost;

/// <summary>Counts times prices. Pure: the same files, the same pounds.</summary>
internal sealed class CostModel(PriceList prices, Volumes volumes)
{
    /// <summary>What one of a kind costs, by what is charged.</summary>
    public CostParts Of(KindCounts kind) =>
        new(
            kind.BlobWrites * prices.Pounds("blob-write") + kind.BlobReads * prices.Pounds("blob-read"),
            kind.TableCalls * prices.Pounds("table-call"),
            kind.BusOperations * prices.Pounds("bus-operation"),
            kind.Executions * (prices.Pounds("execution") + volumes.SecondsPerExecution * volumes.MemoryGb * prices.Pounds("gb-second"))
        );

    /// <summary>What a place pays a month for what it sends and reads.</summary>
    public decimal OfPlace(CountList counts) => counts.Kinds.Sum(kind => volumes.PerMonth.GetValueOrDefault(kind.Kind) * Of(kind).Total);

    /// <summary>What the snapshots of a million bundles cost for each month that they are kept.</summary>
    public decimal KeepingAMillionSnapshots => GigabytesOfAMillion * prices.Pounds("blob-gb-month");

    /// <summary>After how many months moving a snapshot to the cool tier has paid for itself.</summary>
    public decimal MonthsUntilCoolPays =>
        1_000_000 * prices.Pounds("cool-write") / (GigabytesOfAMillion * (prices.Pounds("blob-gb-month") - prices.Pounds("cool-gb-month")));

    private decimal GigabytesOfAMillion => volumes.SnapshotBytes / 1000m;
}

/// <param name="Functions">Executions and the instances' time.</param>
internal sealed record CostParts(decimal Blobs, decimal Tables, decimal Bus, decimal Functions)
{
    public decimal Total => Blobs + Tables + Bus + Functions;
}
