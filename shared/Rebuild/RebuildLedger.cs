using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Rebuild;

/// <summary>The table of rebuilds: each change is guarded by the row's ETag, so that of two instances one goes on and the other lets go.</summary>
public sealed class RebuildLedger(Tables tables, IOptions<RebuildOptions> options, TimeProvider time)
{
    /// <summary>How many differences are kept; all are counted.</summary>
    public const int MostDifferences = 1000;

    private readonly string owner = Guid.NewGuid().ToString("N");

    /// <summary>The rebuild that was begun last, or null.</summary>
    public async Task<RebuildState?> LatestAsync(CancellationToken cancellationToken)
    {
        RebuildState? latest = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {RebuildState.Partition}");
        await foreach (var row in tables.Rebuilds.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            latest = RebuildState.From(row);
        return latest;
    }

    /// <returns>Null where another one was begun at this moment.</returns>
    internal async Task<RebuildState?> BeginAsync(int number, CancellationToken cancellationToken)
    {
        var state = new RebuildState(number)
        {
            Phase = RebuildPhase.Counting,
            StartedAt = time.GetUtcNow(),
            LeasedUntil = RebuildState.Nobody,
        };
        try
        {
            await tables.Rebuilds.AddEntityAsync(state.ToRow(), cancellationToken);
            return state;
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            return null;
        }
    }

    /// <summary>Writes progress down and keeps the rebuild.</summary>
    /// <returns>Null where another instance has taken it meanwhile, or it was stopped.</returns>
    internal Task<RebuildState?> SaveAsync(RebuildState state, CancellationToken cancellationToken) =>
        WriteAsync(state with { Owner = owner, LeasedUntil = time.GetUtcNow() + options.Value.Lease }, cancellationToken);

    /// <summary>Hands it back, for whoever comes next.</summary>
    internal Task<RebuildState?> ReleaseAsync(RebuildState state, CancellationToken cancellationToken) =>
        WriteAsync(state with { Owner = null, LeasedUntil = RebuildState.Nobody }, cancellationToken);

    /// <summary>Gives it up: whoever works on it finds out at its next note.</summary>
    /// <returns>Null where it has moved on meanwhile.</returns>
    internal Task<RebuildState?> StopAsync(RebuildState state, CancellationToken cancellationToken) =>
        WriteAsync(
            state with
            {
                Phase = RebuildPhase.Stopped,
                FinishedAt = time.GetUtcNow(),
                Owner = null,
                LeasedUntil = RebuildState.Nobody,
            },
            cancellationToken
        );

    /// <summary>What is not equal, as far as it is kept.</summary>
    public async Task<IReadOnlyList<Difference>> DifferencesAsync(int rebuild, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Difference.PartitionOf(rebuild)}");
        var found = new List<Difference>();
        await foreach (var row in tables.Rebuilds.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            found.Add(Difference.From(row));
        return found;
    }

    /// <summary>Notes differences under their numbers, so that noting them again after a crash changes nothing.</summary>
    internal async Task NoteAsync(RebuildState state, IReadOnlyList<Difference> differences, CancellationToken cancellationToken)
    {
        var room = (int)Math.Clamp(MostDifferences - state.Differences, 0, differences.Count);
        var rows = differences.Take(room).Select((difference, n) => difference.ToRow(state.Number, state.Differences + n));
        foreach (var chunk in rows.Chunk(TableRules.MaxActions))
        {
            await tables.Rebuilds.SubmitTransactionAsync(
                chunk.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                cancellationToken
            );
        }
    }

    /// <summary>Puts others in place of all that were noted.</summary>
    internal async Task RenoteAsync(RebuildState state, IReadOnlyList<Difference> differences, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Difference.PartitionOf(state.Number)}");
        await foreach (var row in tables.Rebuilds.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            await tables.Rebuilds.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        await NoteAsync(state with { Differences = 0 }, differences, cancellationToken);
    }

    private async Task<RebuildState?> WriteAsync(RebuildState state, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await tables.Rebuilds.UpdateEntityAsync(state.ToRow(), state.Version, TableUpdateMode.Replace, cancellationToken);
            return state with { Version = answer.Headers.ETag ?? throw new InvalidOperationException("An update without an ETag.") };
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            return null;
        }
    }
}
