namespace IntegrationHub.Cli.Cost;

/// <summary>Counts times prices. Pure: the same files, the same pounds.</summary>
internal sealed class CostModel(CountList counts, PriceList prices, Volumes volumes)
{
    private const decimal HoursOfAMonth = 730;
    private const decimal SecondsOfAMonth = HoursOfAMonth * 3600;

    /// <summary>What one of a kind costs in a place of this size, by what is charged.</summary>
    public CostParts Of(KindCounts kind) =>
        new(
            kind.BlobWrites * prices.Pounds("blob-write") + kind.BlobReads * prices.Pounds("blob-read"),
            kind.TableCalls * prices.Pounds("table-call"),
            kind.BusOperations * prices.Pounds("bus-operation"),
            kind.Executions * (prices.Pounds("execution") + SecondsPerExecution * volumes.MemoryGb * prices.Pounds("gb-second"))
        );

    /// <summary>
    /// For how long an instance is charged with each execution. One that comes while it is idle is charged for the least time; those that
    /// come meanwhile are not charged for time of their own. With requests spread evenly over the month, an instance is idle for the mean
    /// time between two of them after each such period.
    /// </summary>
    public decimal SecondsPerExecution => volumes.LeastSeconds / (1 + ExecutionsASecond / volumes.RequestInstances * volumes.LeastSeconds);

    /// <summary>What a place pays a month for what it sends and reads.</summary>
    public decimal OfPlace => counts.Kinds.Sum(kind => volumes.PerMonth.GetValueOrDefault(kind.Kind) * Of(kind).Total);

    /// <summary>What a month of timers costs that find nothing to do. Each scales by itself, and so is alone on its instance.</summary>
    public decimal OfIdleMonth
    {
        get
        {
            var idle = counts.IdleHour;
            var hour = Of(idle) with
            {
                Functions =
                    idle.Executions
                    * (prices.Pounds("execution") + volumes.LeastSeconds * volumes.MemoryGb * prices.Pounds("timer-gb-second")),
            };
            return hour.Total * HoursOfAMonth;
        }
    }

    /// <summary>What the instances that are kept ready cost a month before they do anything.</summary>
    public decimal OfReadiness => volumes.ReadyInstances * volumes.MemoryGb * SecondsOfAMonth * prices.Pounds("ready-gb-second");

    /// <summary>What the snapshots of a million bundles cost for each month that they are kept.</summary>
    public decimal KeepingAMillionSnapshots => GigabytesOfAMillion * prices.Pounds("blob-gb-month");

    /// <summary>After how many months moving a snapshot to the cool tier has paid for itself.</summary>
    public decimal MonthsUntilCoolPays =>
        1_000_000 * prices.Pounds("cool-write") / (GigabytesOfAMillion * (prices.Pounds("blob-gb-month") - prices.Pounds("cool-gb-month")));

    private decimal ExecutionsASecond =>
        counts.Kinds.Sum(kind => (decimal)volumes.PerMonth.GetValueOrDefault(kind.Kind) * kind.Executions) / SecondsOfAMonth;

    private decimal GigabytesOfAMillion => volumes.SnapshotBytes / 1000m;
}

/// <param name="Functions">Executions and the instances' time.</param>
internal sealed record CostParts(decimal Blobs, decimal Tables, decimal Bus, decimal Functions)
{
    public decimal Total => Blobs + Tables + Bus + Functions;
}
