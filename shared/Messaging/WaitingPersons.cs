using Azure;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Operations;
using IntegrationHub.Storage;

namespace IntegrationHub.Messaging;

/// <summary>
/// The list of who waits for an NHS number: one row a record, by its sender, so that it can be told without a look through table Unmatched. It is
/// written after the first commit and taken away before what waited counts as worked in; both are done again after a crash. Once a day
/// the list is held against the table.
/// </summary>
public sealed class WaitingPersons(Tables tables, TimeProvider time)
{
    internal const string Partition = "waiting";

    /// <summary>When the list was last held against the table; before all others.</summary>
    internal const string WholeRow = "!whole";

    private static readonly TimeSpan WholeFor = TimeSpan.FromHours(23);
    private static readonly string[] HeadColumns = ["PartitionKey", "RowKey", "MatchedTo", "Contributors", "Reason"];

    /// <summary>Notes that a record waits, unless its person is known by now.</summary>
    internal async Task NoteAsync(RecordId record, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await WaitsAsync(record, cancellationToken) is not { } head)
            return;
        var row = new TableEntity(Partition, KeyOf(head)) { ["Since"] = since, ["Reason"] = head.GetString("Reason") ?? "" };
        try
        {
            await tables.Sweeps.AddEntityAsync(row, cancellationToken);
            HubMeter.UnmatchedChanged(SenderOf(head), 1);
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            // It is noted already; what comes now may have been cut off.
        }

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

    private static string KeyOf(TableEntity head) => $"{SenderOf(head)}|{head.PartitionKey}";

    /// <summary>A record that waits has one sender, by whose own id of the person it is named.</summary>
    private static string SenderOf(TableEntity head) => (head.GetString("Contributors") ?? "").Split(' ')[0];
}
