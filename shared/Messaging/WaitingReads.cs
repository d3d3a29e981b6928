using Azure.Data.Tables;
using IntegrationHub.Identifiers;
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

/// <summary>Tells operators who waits for an NHS number, from the list that <see cref="WaitingPersons"/> keeps.</summary>
public sealed class WaitingReads(Tables tables, TimeProvider time)
{
    /// <summary>As many of one organisation are counted, for one call of the storage.</summary>
    public const int Counted = 1_000;

    private const int MostCalls = 50;

    private static readonly TimeSpan CountsHold = TimeSpan.FromSeconds(15);

    private volatile Counts? last;

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

        var whole = await tables.Sweeps.GetEntityIfExistsAsync<TableEntity>(
            WaitingPersons.Partition,
            WaitingPersons.WholeRow,
            cancellationToken: cancellationToken
        );
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
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {WaitingPersons.Partition} and RowKey gt {from} and RowKey lt {to}");
        var persons = new List<WaitingPerson>();
        await foreach (var row in tables.Sweeps.QueryAsync<TableEntity>(filter, maxPerPage: max, cancellationToken: cancellationToken))
        {
            persons.Add(From(row));
            if (persons.Count == max)
                break;
        }

        return persons;
    }

    /// <summary>The organisations that come after a key, as far as one call goes; of the first no more than <see cref="Counted"/>.</summary>
    private async Task<List<WaitingOf>> CountAfterAsync(string after, CancellationToken cancellationToken)
    {
        var from = after.Length == 0 ? WaitingPersons.WholeRow : after;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {WaitingPersons.Partition} and RowKey gt {from}");
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

    private static WaitingPerson From(TableEntity row) =>
        new(
            RecordId.TryParse(row.RowKey.Split('|')[^1], out var record)
                ? record
                : throw new InvalidDataException("A line of who waits names no record."),
            row.GetDateTimeOffset("Since") ?? throw new InvalidDataException("A line of who waits lacks Since."),
            row.Text("Reason")
        );

    private sealed record Counts(DateTimeOffset At, WaitingCounts Value);
}
