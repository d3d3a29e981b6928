using Azure;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Operations;
using IntegrationHub.Storage;

namespace IntegrationHub.Messaging;

/// <summary>A record that waits for its person's NHS number.</summary>
/// <param name="Since">When the first message about the person came.</param>
/// <param name="Reason">One of <c>UnmatchedReason</c>.</param>
public sealed record WaitingPerson(RecordId Record, DateTimeOffset Since, string Reason);

/// <param name="AtLeast">Whether there may be more than were counted.</param>
/// <param name="Reasons">How many wait for each reason.</param>
public sealed record WaitingOf(
    string Organisation,
    int Count,
    bool AtLeast,
    DateTimeOffset Oldest,
    IReadOnlyDictionary<string, int> Reasons
);

/// <param name="WholeAsOf">When the list was last held against the table itself; null before the first time.</param>
public sealed record WaitingCounts(IReadOnlyList<WaitingOf> Organisations, bool AtLeast, DateTimeOffset? WholeAsOf);

/// <summary>
/// Who waits for an NHS number: one row a record, by its sender, so that it can be told without a look through table Unmatched. It is
/// written after the first commit and taken away before what waited counts as worked in; both are done again after a crash. Once a day
/// the list is held against the table.
/// </summary>
public sealed class WaitingPersons(Tables tables, TimeProvider time)
{
    /// <summary>As many of one organisation are counted, for one call of the storage.</summary>
    public const int Counted = 1_000;

    private const int MostCalls = 50;
    private const string Partition = "waiting";
    private const string WholeRow = "!whole";

    private static readonly TimeSpan WholeFor = TimeSpan.FromHours(23);
    private static readonly TimeSpan CountsHold = TimeSpan.FromSeconds(15);
    private static readonly string[] HeadColumns = ["PartitionKey", "RowKey", "MatchedTo", "Contributors", "Reason"];

    private volatile Counts? last;

    /// <summary>Notes that a record waits, unless its person is known by now.</summary>
    internal async Task NoteAsync(RecordId record, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await WaitsAsync(record, cancellationToken) is not { } head)
            return;
        var row = new TableEntity(Partition, KeyOf(head)) { ["Since"] = since, ["Reason"] = head.GetString("Reason") ?? "" };
        try
        {
            await tables.Sweeps.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            // It is noted already.
            return;
        }

        HubMeter.UnmatchedChanged(SenderOf(head), 1);
        // Found between the look and the note: whoever found the person took the note away before it was there.
        if (await WaitsAsync(record, cancellationToken) is null)
            await ForgetAsync(head, cancellationToken);
    }

    /// <summary>Takes a record off the list whose person is known now.</summary>
    /// <param name="pointer">The record's first row.</param>
    internal async Task ForgetAsync(TableEntity pointer, CancellationToken cancellationToken)
    {
        // One to which no message was ever committed has no sender, and is on no list.
        if (SenderOf(pointer).Length == 0)
            return;
        var answer = await tables.Sweeps.DeleteEntityAsync(Partition, KeyOf(pointer), ETag.All, cancellationToken);
        if (answer.Status != 404)
            HubMeter.UnmatchedChanged(SenderOf(pointer), -1);
    }

    /// <summary>How many wait, by organisation. Costs a call for each thousand, and none within 15 seconds of the last.</summary>
    public async Task<WaitingCounts> CountAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (last is { } known && now - known.At < CountsHold)
            return known.Value;
        var found = new List<WaitingOf>();
        var after = "";
        var calls = 0;
        while (calls++ < MostCalls && await CountAfterAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            found.AddRange(page);
            after = $"{page[^1].Organisation}|~";
        }

        var whole = await tables.Sweeps.GetEntityIfExistsAsync<TableEntity>(Partition, WholeRow, cancellationToken: cancellationToken);
        var counts = new WaitingCounts(found, calls > MostCalls, whole.HasValue ? whole.Value!.GetDateTimeOffset("At") : null);
        last = new(now, counts);
        return counts;
    }

    /// <summary>Those of one organisation, by record id.</summary>
    /// <param name="after">The last that was seen; null from the start.</param>
    public async Task<IReadOnlyList<WaitingPerson>> ListAsync(
        OdsCode organisation,
        RecordId? after,
        int max,
        CancellationToken cancellationToken
    )
    {
        var (from, to) = ($"{organisation}|{after}", $"{organisation}|~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {from} and RowKey lt {to}");
        var persons = new List<WaitingPerson>();
        await foreach (var row in tables.Sweeps.QueryAsync<TableEntity>(filter, maxPerPage: max, cancellationToken: cancellationToken))
        {
            persons.Add(From(row));
            if (persons.Count == max)
                break;
        }

        return persons;
    }

    /// <summary>Holds the list against table Unmatched, if that was not done for a day: what an older version left is found here too.</summary>
    /// <returns>How many rows were put right; null where it was not time.</returns>
    public async Task<int?> MakeWholeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var whole = await tables.Sweeps.GetEntityIfExistsAsync<TableEntity>(Partition, WholeRow, cancellationToken: cancellationToken);
        if (whole.HasValue && now - whole.Value!.GetDateTimeOffset("At") < WholeFor)
            return null;
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var ofList = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (
            var row in tables.Sweeps.QueryAsync<TableEntity>(
                ofList,
                select: ["PartitionKey", "RowKey"],
                cancellationToken: cancellationToken
            )
        )
            listed.Add(row.RowKey);
        var put = 0;
        var heads = TableClient.CreateQueryFilter($"RowKey eq {RecordHead.RowKey}");
        await foreach (
            var head in tables.Unmatched.QueryAsync<TableEntity>(heads, select: HeadColumns, cancellationToken: cancellationToken)
        )
        {
            if (SenderOf(head).Length == 0 || !RecordId.TryParse(head.PartitionKey, out var record))
                continue;
            var waits = head.GetString("MatchedTo") is null;
            if (waits == listed.Contains(KeyOf(head)))
                continue;
            if (waits)
                await NoteAsync(record, await FirstAsync(record, cancellationToken) ?? now, cancellationToken);
            else
                await ForgetAsync(head, cancellationToken);
            put++;
        }

        await tables.Sweeps.UpsertEntityAsync(
            new TableEntity(Partition, WholeRow) { ["At"] = now },
            TableUpdateMode.Merge,
            cancellationToken
        );
        return put;
    }

    /// <summary>The organisations that come after a key, as far as one call goes; of the first no more than <see cref="Counted"/>.</summary>
    private async Task<List<WaitingOf>> CountAfterAsync(string after, CancellationToken cancellationToken)
    {
        var from = after.Length == 0 ? WholeRow : after;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {from}");
        var rows = new List<(string Organisation, WaitingPerson Person)>();
        await foreach (var row in tables.Sweeps.QueryAsync<TableEntity>(filter, maxPerPage: Counted, cancellationToken: cancellationToken))
        {
            rows.Add((row.RowKey.Split('|')[0], From(row)));
            if (rows.Count == Counted)
                break;
        }

        var groups = rows.GroupBy(row => row.Organisation, row => row.Person).ToList();
        // The last may go on beyond this page; it is counted from its own beginning by the next call, unless it fills this one.
        if (rows.Count == Counted && groups.Count > 1)
            groups.RemoveAt(groups.Count - 1);
        return
        [
            .. groups.Select(group => new WaitingOf(
                group.Key,
                group.Count(),
                group.Count() == Counted,
                group.Min(person => person.Since),
                new SortedDictionary<string, int>(
                    group.GroupBy(person => person.Reason, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Count()),
                    StringComparer.Ordinal
                )
            )),
        ];
    }

    /// <summary>The record's first row while its person is not known; else null.</summary>
    private async Task<TableEntity?> WaitsAsync(RecordId record, CancellationToken cancellationToken)
    {
        var head = await tables.Unmatched.GetEntityIfExistsAsync<TableEntity>(
            record.Value,
            RecordHead.RowKey,
            HeadColumns,
            cancellationToken
        );
        return head.HasValue && head.Value!.GetString("MatchedTo") is null && SenderOf(head.Value!).Length > 0 ? head.Value : null;
    }

    /// <summary>When the first message about the person came.</summary>
    private async Task<DateTimeOffset?> FirstAsync(RecordId record, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value} and RowKey ge {Commit.Prefix} and RowKey lt {"d"}");
        await foreach (
            var row in tables.Unmatched.QueryAsync<TableEntity>(filter, select: ["ReceivedAt"], cancellationToken: cancellationToken)
        )
        {
            if (row.GetDateTimeOffset("ReceivedAt") is { } at && !(at > first))
                first = at;
        }

        return first;
    }

    private static WaitingPerson From(TableEntity row) =>
        new(
            RecordId.TryParse(row.RowKey.Split('|')[^1], out var record)
                ? record
                : throw new InvalidDataException("A line of who waits names no record."),
            row.GetDateTimeOffset("Since") ?? throw new InvalidDataException("A line of who waits lacks Since."),
            row.Text("Reason")
        );

    private static string KeyOf(TableEntity head) => $"{SenderOf(head)}|{head.PartitionKey}";

    /// <summary>A record that waits has one sender, by whose own id of the person it is named.</summary>
    private static string SenderOf(TableEntity head) => (head.GetString("Contributors") ?? "").Split(' ')[0];

    private sealed record Counts(DateTimeOffset At, WaitingCounts Value);
}
