using System.Globalization;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>What a rebuild is at.</summary>
public enum RebuildPhase
{
    /// <summary>How many snapshots there are, for the sake of who watches.</summary>
    Counting = 1,

    /// <summary>Working every snapshot into the new tables.</summary>
    Replaying,

    /// <summary>Holding each record of the new tables against the old one.</summary>
    Comparing,

    Done,

    /// <summary>Given up by an operator; its tables are gone.</summary>
    Stopped,
}

/// <summary>
/// How far a rebuild has come: a row of table Rebuilds. A step of any length may be cut off; what comes after the last note is done
/// again, which changes nothing.
/// </summary>
/// <param name="Number">From 1. The new tables are named after it.</param>
public sealed record RebuildState(int Number)
{
    public required RebuildPhase Phase { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The UTC day that is being counted or replayed, <c>yyyy/MM/dd</c>; null before the first.</summary>
    public string? Day { get; init; }

    /// <summary>Within the day, the snapshot that was replayed last.</summary>
    public string? Snapshot { get; init; }

    /// <summary>How many snapshots there were when they were counted.</summary>
    public long Snapshots { get; init; }

    public long Replayed { get; init; }

    /// <summary>Which table is being compared.</summary>
    public string? Table { get; init; }

    /// <summary>The record that was compared last.</summary>
    public string? Record { get; init; }

    public long Records { get; init; }

    public long Rows { get; init; }

    /// <summary>How many rows, or columns of rows, are not equal; and snapshots that could not be worked in.</summary>
    public long Differences { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Owner { get; init; }

    public DateTimeOffset LeasedUntil { get; init; }

    internal ETag Version { get; init; }

    public bool IsOpen => Phase is RebuildPhase.Counting or RebuildPhase.Replaying or RebuildPhase.Comparing;

    internal const string Partition = "rebuilds";

    /// <summary>Azure tables hold no time before 1601: one that is long past stands for "nobody".</summary>
    internal static readonly DateTimeOffset Nobody = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static string KeyOf(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    internal static RebuildState From(TableEntity row) =>
        new(int.Parse(row.RowKey, CultureInfo.InvariantCulture))
        {
            Phase = row.Word<RebuildPhase>("Phase") ?? throw new InvalidDataException("A stored row lacks Phase."),
            StartedAt = row.GetDateTimeOffset("StartedAt") ?? default,
            Day = row.GetString("Day"),
            Snapshot = row.GetString("Snapshot"),
            Snapshots = row.GetInt64("Snapshots") ?? 0,
            Replayed = row.GetInt64("Replayed") ?? 0,
            Table = row.GetString("Table"),
            Record = row.GetString("Record"),
            Records = row.GetInt64("Records") ?? 0,
            Rows = row.GetInt64("Rows") ?? 0,
            Differences = row.GetInt64("Differences") ?? 0,
            FinishedAt = row.GetDateTimeOffset("FinishedAt"),
            Owner = row.GetString("Owner"),
            LeasedUntil = row.GetDateTimeOffset("LeasedUntil") ?? default,
            Version = row.ETag,
        };

    internal TableEntity ToRow()
    {
        var row = new TableEntity(Partition, KeyOf(Number))
        {
            ["Phase"] = Phase.ToString(),
            ["StartedAt"] = StartedAt,
            ["Snapshots"] = Snapshots,
            ["Replayed"] = Replayed,
            ["Records"] = Records,
            ["Rows"] = Rows,
            ["Differences"] = Differences,
            ["LeasedUntil"] = LeasedUntil,
        };
        Set("Day", Day);
        Set("Snapshot", Snapshot);
        Set("Table", Table);
        Set("Record", Record);
        Set("Owner", Owner);
        if (FinishedAt is { } finished)
            row["FinishedAt"] = finished;
        return row;

        void Set(string name, string? value)
        {
            if (value is not null)
                row[name] = value;
        }
    }
}
