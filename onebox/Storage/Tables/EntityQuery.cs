using System.Globalization;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Sqlite;
using Onebox.Storage.Tables.Filter;

namespace Onebox.Storage.Tables;

/// <summary>
/// Queries one table: the filter's key ranges are read in order, every row put to the whole filter. A page ends at 1,000 entities, at 4 MiB, or
/// after five seconds, with a continuation, empty pages included: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination.
/// </summary>
internal sealed class EntityQuery(StorageEngine engine, TimeProvider time)
{
    private const int LargestPage = 1000;
    private const int LargestPageBytes = 4 * 1024 * 1024;
    private const int RowsBetweenClockReadings = 256;
    private static readonly TimeSpan LongestScan = TimeSpan.FromSeconds(5);

    public Answer Run(Exchange exchange, string tableName)
    {
        var query = exchange.Target.Query;
        FilterNode? filter = null;
        if (query["$filter"] is { Length: > 0 } text && (filter = FilterParser.Parse(text)) is null)
            return TableFaults.InvalidInput;
        if (!TryReadTop(query["$top"], out var top))
            return TableFaults.InvalidInput;
        if (
            !TableAnswers.TryReadContinuation(query["NextPartitionKey"] ?? "", out var nextPartition)
            || !TableAnswers.TryReadContinuation(query["NextRowKey"] ?? "", out var nextRow)
        )
            return TableFaults.InvalidInput;
        if (!engine.Catalogue.Tables.TryGetValue(tableName, out var table))
            return TableFaults.TableNotFound;

        var json = new EntityJson(
            EntityJson.LevelOf(query["$format"], exchange.Header("Accept")),
            query["$select"],
            tableName,
            exchange.Target.Origin
        );
        var page = new Page(json, filter, Math.Min(top ?? LargestPage, LargestPage), time);
        json.WriteContext(page.Output, single: false);
        page.Output.Add("\"value\":["u8);
        using (var lease = engine.Readers.Rent())
        {
            var start = (Partition: KeyText.Encode(nextPartition), Row: KeyText.Encode(nextRow));
            foreach (var range in KeyRanges.Of(filter))
            {
                exchange.Cancellation.ThrowIfCancellationRequested();
                if (From(range, start.Partition, start.Row) is { } rest && !Read(lease.Session, table.Id, rest, page))
                    break;
            }
        }

        page.Output.Add("]}"u8);
        var response = TableAnswers.Json(200, json.ContentType, page.Output);
        return page.Next is not { } next
            ? response
            : response
                .With("x-ms-continuation-NextPartitionKey", TableAnswers.ToContinuation(next.Partition))
                .With("x-ms-continuation-NextRowKey", TableAnswers.ToContinuation(next.Row));
    }

    /// <summary>Azure refuses a page of more than 1,000, and anything that is not a number.</summary>
    public static bool TryReadTop(string? text, out int? top)
    {
        top = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > LargestPage)
            return false;
        top = number;
        return true;
    }

    /// <summary>What of a range lies at or after the place to go on from.</summary>
    private static KeyRange? From(KeyRange range, byte[] partition, byte[] row)
    {
        var order = range.FirstPartition.AsSpan().SequenceCompareTo(partition);
        if (order > 0 || (order == 0 && range.FirstRow.AsSpan().SequenceCompareTo(row) >= 0))
            return range;
        var end = range.LastPartition.AsSpan().SequenceCompareTo(partition);
        if (end < 0 || (end == 0 && range.LastRow.AsSpan().SequenceCompareTo(row) < 0))
            return null;
        return range with { FirstPartition = partition, FirstRow = row };
    }

    private static bool Read(ReadSession session, long tableId, KeyRange range, Page page)
    {
        var rows = range.IsOnePartition
            ? session.PartitionRange.Bind(1, tableId).Bind(2, range.FirstPartition).Bind(3, range.FirstRow).Bind(4, range.LastRow)
            : session.TableRange.Bind(1, tableId).Bind(2, range.FirstPartition).Bind(3, range.FirstRow).Bind(4, range.LastPartition);
        try
        {
            while (rows.Step())
            {
                if (!page.Take(rows.Bytes(0), rows.Bytes(1), rows.Int64(2), rows.Bytes(3)))
                    return false;
            }

            return true;
        }
        finally
        {
            rows.Reset();
        }
    }

    /// <summary>One page as it fills.</summary>
    private sealed class Page(EntityJson json, FilterNode? filter, int most, TimeProvider time)
    {
        private readonly long started = time.GetTimestamp();
        private int taken;
        private int seen;

        public Output Output { get; } = new(4096);

        public (string Partition, string Row)? Next { get; private set; }

        /// <summary>False when the page is full: the row is then where the next one starts.</summary>
        public bool Take(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> row, long stamp, ReadOnlySpan<byte> body)
        {
            var outOfTime = ++seen % RowsBetweenClockReadings == 0 && time.GetElapsedTime(started) > LongestScan;
            var matches = filter is null || filter.Matches(new FilterRow(partition, row, stamp, body));
            if (outOfTime || (matches && (taken == most || (taken > 0 && Output.Length + body.Length > LargestPageBytes))))
            {
                Next = (KeyText.Decode(partition), KeyText.Decode(row));
                return false;
            }

            if (!matches)
                return true;
            if (taken++ > 0)
                Output.Add((byte)',');
            Output.Add((byte)'{');
            json.WriteMembers(Output, partition, row, stamp, body);
            Output.Add((byte)'}');
            return true;
        }
    }
}
