using Azure;
using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Storage;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Import;

/// <summary>The table of imports: each change is guarded by the row's ETag, so that of two instances one goes on and the other lets go.</summary>
public sealed class ImportLedger(Tables tables, IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>Azure tables hold no time before 1601: one that is long past stands for "nobody".</summary>
    private static readonly DateTimeOffset Nobody = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string owner = Guid.NewGuid().ToString("N");

    /// <summary>Notes a file to be read. Idempotent for the same version of a blob.</summary>
    /// <returns>Its state, and whether it is new.</returns>
    public async Task<(ImportState State, bool IsNew)> RegisterAsync(
        string blob,
        string blobVersion,
        long bytes,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var id = ImportState.IdOf(blob, blobVersion);
        if (await FindAsync(id, cancellationToken) is { } known)
            return (known, false);
        var state = new ImportState(id)
        {
            Blob = blob,
            BlobVersion = blobVersion,
            Bytes = bytes,
            Caller = caller,
            RegisteredAt = time.GetUtcNow(),
            LeasedUntil = Nobody,
        };
        try
        {
            await tables.Imports.AddEntityAsync(state.ToRow(ImportState.Open), cancellationToken);
            return (state, true);
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            return (state, false);
        }
    }

    public async Task<ImportState?> FindAsync(string id, CancellationToken cancellationToken)
    {
        foreach (var prefix in (string[])[ImportState.Open, ImportState.Done])
        {
            var row = await tables.Imports.GetEntityIfExistsAsync<TableEntity>(
                ImportState.Partition,
                prefix + id,
                cancellationToken: cancellationToken
            );
            if (row.HasValue)
                return ImportState.From(row.Value!);
        }

        return null;
    }

    /// <summary>Files that are not done, by whomever they are being worked on.</summary>
    public async Task<IReadOnlyList<ImportState>> OpenAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {ImportState.Partition} and RowKey ge {ImportState.Open} and RowKey lt {"p"}"
        );
        var open = new List<ImportState>();
        await foreach (var row in tables.Imports.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            open.Add(ImportState.From(row));
        return open;
    }

    /// <summary>Takes an open file for this instance.</summary>
    /// <returns>Null where it is done, or another instance has it.</returns>
    public async Task<ImportState?> ClaimAsync(string id, CancellationToken cancellationToken)
    {
        var row = await tables.Imports.GetEntityIfExistsAsync<TableEntity>(
            ImportState.Partition,
            ImportState.Open + id,
            cancellationToken: cancellationToken
        );
        if (!row.HasValue)
            return null;
        var state = ImportState.From(row.Value!);
        return state.LeasedUntil > time.GetUtcNow() ? null : await SaveAsync(state, cancellationToken);
    }

    /// <summary>Writes progress down and keeps the file.</summary>
    /// <returns>Null where another instance has taken it meanwhile.</returns>
    public Task<ImportState?> SaveAsync(ImportState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        return WriteAsync(state with { Owner = owner, LeasedUntil = time.GetUtcNow() + options.Value.Lease }, cancellationToken);
    }

    /// <summary>Hands an open file back, for whoever comes next.</summary>
    public Task<ImportState?> ReleaseAsync(ImportState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        return WriteAsync(state with { Owner = null, LeasedUntil = Nobody }, cancellationToken);
    }

    /// <returns>False where another instance has it.</returns>
    public async Task<bool> FinishAsync(ImportState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        var done = state with { FinishedAt = time.GetUtcNow(), Owner = null, LeasedUntil = Nobody };
        try
        {
            await tables.Imports.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Delete, state.ToRow(ImportState.Open), state.Version),
                    new(TableTransactionActionType.UpsertReplace, done.ToRow(ImportState.Done)),
                ],
                cancellationToken
            );
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            return false;
        }
    }

    private async Task<ImportState?> WriteAsync(ImportState state, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await tables.Imports.UpdateEntityAsync(
                state.ToRow(ImportState.Open),
                state.Version,
                TableUpdateMode.Replace,
                cancellationToken
            );
            return state with { Version = answer.Headers.ETag ?? throw new InvalidOperationException("An update without an ETag.") };
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            return null;
        }
    }
}
