using System.Globalization;
using System.Threading.Channels;
using Azure.Data.Tables;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Audit;

/// <summary>One access or refusal.</summary>
/// <param name="Action">Such as <c>read-record</c>, <c>search</c>, <c>claim</c>, <c>refused</c>.</param>
/// <param name="Record">Opaque; null where no record was touched.</param>
/// <param name="Outcome"><c>ok</c>, or an error code.</param>
/// <param name="Detail">Codes and counts only, such as the sections shown.</param>
public sealed record AuditEntry(
    string Action,
    OdsCode? Organisation,
    string? Role,
    string? Subject,
    string? Purpose,
    RecordId? Record,
    string Outcome,
    string CorrelationId,
    string? Detail = null
);

/// <summary>
/// Writes reads and refusals to the table Audit, one row each, before they are answered. (What is written into a record is audited
/// by its commit row, in the same transaction.) Each process writes a chain of its own: every row carries the hash of the one
/// before, so that a row that was changed, taken out or moved shows. Rows that wait at the same time share a transaction.
/// </summary>
public sealed class AuditTrail(Tables tables, TimeProvider time) : BackgroundService
{
    private sealed record Waiting(AuditEntry Entry, TaskCompletionSource Done);

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly string chain = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    private string lastHash = "";
    private long number;

    /// <summary>Returns when the row is stored.</summary>
    /// <exception cref="Exception">An outage (<see cref="Outage"/>), it could not be stored: then what it is about must not be answered.</exception>
    public async Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(entry, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(waiting, cancellationToken);
        await waiting.Done.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < TableRules.MaxActions && queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            try
            {
                await WriteAsync(batch, stoppingToken);
                foreach (var waiting in batch)
                    waiting.Done.TrySetResult();
            }
            catch (Exception fault) when (Outage.Is(fault))
            {
                foreach (var waiting in batch)
                    waiting.Done.TrySetException(fault);
            }
        }
    }

    private async Task WriteAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = lastHash;
        var next = number;
        var rows = new List<TableTransactionAction>(batch.Count);
        foreach (var waiting in batch)
        {
            var row = ToRow(waiting.Entry, now, ++next, hash);
            hash = row.Text("Hash");
            TableRules.Assert(row);
            rows.Add(new(TableTransactionActionType.UpsertReplace, row));
        }

        await tables.Audit.SubmitTransactionAsync(rows, cancellationToken);
        (lastHash, number) = (hash, next);
    }

    private TableEntity ToRow(AuditEntry entry, DateTimeOffset at, long next, string previousHash)
    {
        var row = new TableEntity(chain, next.ToString("D12", CultureInfo.InvariantCulture))
        {
            ["At"] = at,
            ["Action"] = entry.Action,
            ["Outcome"] = entry.Outcome,
            ["Correlation"] = entry.CorrelationId,
            ["Organisation"] = entry.Organisation?.Value ?? "",
            ["Role"] = entry.Role ?? "",
            ["Subject"] = entry.Subject ?? "",
            ["Purpose"] = entry.Purpose ?? "",
            ["Record"] = entry.Record?.Value ?? "",
            ["Detail"] = entry.Detail ?? "",
            ["PreviousHash"] = previousHash,
        };
        row["Hash"] = HashOf(row);
        return row;
    }

    /// <summary>Whether a chain's rows, in order, are the ones that were written.</summary>
    /// <returns>The row key of the first row that does not fit, or null.</returns>
    public static string? FirstBreak(IEnumerable<TableEntity> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var previous = "";
        var expected = 1L;
        foreach (var row in rows)
        {
            var inPlace = row.RowKey == expected++.ToString("D12", CultureInfo.InvariantCulture);
            if (!inPlace || row.Text("PreviousHash") != previous || row.Text("Hash") != HashOf(row))
                return row.RowKey;
            previous = row.Text("Hash");
        }

        return null;
    }

    private static string HashOf(TableEntity row)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(
            hash,
            row.Text("PreviousHash"),
            row.RowKey,
            (row.GetDateTimeOffset("At") ?? default).UtcTicks.ToString(CultureInfo.InvariantCulture),
            row.Text("Action"),
            row.Text("Outcome"),
            row.Text("Correlation"),
            row.Text("Organisation"),
            row.Text("Role"),
            row.Text("Subject"),
            row.Text("Purpose"),
            row.Text("Record"),
            row.Text("Detail")
        );
        return Base32.Encode(hash);
    }
}
