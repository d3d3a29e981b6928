using System.Collections.Frozen;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>
/// A case in the table Clocks, in one of 16 partitions: <c>c|{case}</c> says when the case is to be looked at next and which steps were
/// done, <c>{ticks}|{case}</c> puts it in the order of time. The two are written together.
/// </summary>
internal sealed record ScheduleRow(string CaseId)
{
    internal const int Shards = 16;

    private const string CasePrefix = "c|";

    private static readonly FrozenSet<string> Columns = ["Next", "SetAt", "Done"];

    /// <summary>Ids of steps that are remembered: more than the clocks of any case that is worked on.</summary>
    private const int Remembered = 400;

    /// <summary>When the case is to be looked at next; null for never.</summary>
    internal DateTimeOffset? Next { get; init; }

    /// <summary>When the case last changed its clocks.</summary>
    internal DateTimeOffset SetAt { get; init; }

    /// <summary>Ids of the steps that were done, the last one last.</summary>
    internal IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>What a newer version of the hub wrote into the case's own row.</summary>
    internal UnknownColumns? Unknown { get; init; }

    /// <summary>Null while there is no row.</summary>
    internal ETag? ETag { get; init; }

    internal string Partition => ShardOf(CaseId);

    internal static string ShardName(int shard) => string.Create(CultureInfo.InvariantCulture, $"shard:{shard:x}");

    internal static string KeyOf(string caseId) => CasePrefix + caseId;

    internal static string MomentKey(DateTimeOffset moment, string caseId) => MomentPrefix(moment) + caseId;

    /// <summary>Keys of all that comes up to a moment sort before this. Digits sort before the letter of a case's own row.</summary>
    internal static string MomentEnd(DateTimeOffset moment) => MomentPrefix(moment.AddTicks(1));

    internal static string CaseIn(string momentKey) => momentKey[MomentPrefix(default).Length..];

    internal static ScheduleRow Read(string caseId, TableEntity row) =>
        new(caseId)
        {
            Next = row.GetInt64("Next") is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
            SetAt = row.GetDateTimeOffset("SetAt") ?? default,
            Done = row.Text("Done").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Unknown = UnknownColumns.Of(row, Columns),
            ETag = row.ETag,
        };

    /// <summary>What turns this row into another: the case's own row guards it all by its ETag.</summary>
    /// <param name="stray">Key of a moment's row that is to go as well, wherever it comes from.</param>
    internal IReadOnlyList<TableTransactionAction> To(ScheduleRow after, string? stray = null)
    {
        var row = new TableEntity(Partition, KeyOf(CaseId))
        {
            ["SetAt"] = after.SetAt,
            ["Done"] = string.Join(' ', after.Done.TakeLast(Remembered)),
        };
        if (after.Next is { } next)
            row["Next"] = next.UtcTicks;
        after.Unknown?.WriteTo(row);
        var actions = new List<TableTransactionAction>
        {
            ETag is { } etag ? new(TableTransactionActionType.UpdateReplace, row, etag) : new(TableTransactionActionType.Add, row),
        };
        var keep = after.Next is { } moment ? MomentKey(moment, CaseId) : null;
        if (keep is not null)
            actions.Add(new(TableTransactionActionType.UpsertReplace, new TableEntity(Partition, keep)));
        var old = Next is { } before ? MomentKey(before, CaseId) : null;
        foreach (var gone in new[] { old, stray }.OfType<string>().Where(key => key != keep).Distinct(StringComparer.Ordinal))
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(Partition, gone), Azure.ETag.All));
        return actions;
    }

    private static string MomentPrefix(DateTimeOffset moment) => string.Create(CultureInfo.InvariantCulture, $"{moment.UtcTicks:D19}|");

    private static string ShardOf(string caseId)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, caseId);
        return ShardName(hash[0] % Shards);
    }
}
