using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>A case whose moment has come.</summary>
/// <param name="Key">Of the moment's row.</param>
public readonly record struct DueCase(string CaseId, string Key);

/// <summary>
/// When each case is to be looked at next, so that nobody has to go through all cases. It decides nothing: what is due is computed from
/// the case, and only which steps were done is remembered here.
/// </summary>
public sealed class ClockSchedule(Tables tables, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <summary>
    /// Says what clocks a case has now. Its first step that was not done yet, however long ago, is when it is looked at next. Saying the
    /// same again changes nothing.
    /// </summary>
    /// <exception cref="TimeoutException">Others changed the case's row each time.</exception>
    public async Task SetAsync(string caseId, IReadOnlyList<CaseClock> clocks, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var before = await ReadAsync(caseId, cancellationToken);
            var after = before with { Next = FirstLeft(caseId, clocks, before.Done), SetAt = time.GetUtcNow() };
            if (before.ETag is null && after.Next is null)
                return;
            if (await WriteAsync(before.To(after), cancellationToken))
                return;
        }

        throw new TimeoutException("A case's clocks are set by too many at once.");
    }

    /// <summary>The cases whose moment has come, those of a shard in order: 16 queries that each read only what they answer.</summary>
    public async IAsyncEnumerable<DueCase> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < ScheduleRow.Shards; shard++)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {ScheduleRow.ShardName(shard)} and RowKey lt {ScheduleRow.MomentEnd(now)}"
            );
            await foreach (
                var row in tables.Clocks.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken)
            )
                yield return new DueCase(ScheduleRow.CaseIn(row.RowKey), row.RowKey);
        }
    }

    internal async Task<ScheduleRow> ReadAsync(string caseId, CancellationToken cancellationToken)
    {
        var none = new ScheduleRow(caseId);
        var row = await tables.Clocks.GetEntityIfExistsAsync<TableEntity>(
            none.Partition,
            ScheduleRow.KeyOf(caseId),
            cancellationToken: cancellationToken
        );
        return row.HasValue ? ScheduleRow.Read(caseId, row.Value!) : none;
    }

    /// <summary>Says that steps were done, and moves the case on to its next moment.</summary>
    /// <returns>False when the case's row changed since it was read: nothing was written.</returns>
    internal Task<bool> MoveAsync(
        ScheduleRow before,
        DueCase due,
        IReadOnlyList<CaseClock> clocks,
        IEnumerable<DueStep> done,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> all = [.. before.Done, .. done.Select(step => step.Id)];
        var after = before with { Next = FirstLeft(due.CaseId, clocks, all), Done = all };
        return WriteAsync(before.To(after, due.Key), cancellationToken);
    }

    /// <summary>Has a case looked at again later.</summary>
    internal Task<bool> PostponeAsync(ScheduleRow before, DueCase due, DateTimeOffset until, CancellationToken cancellationToken) =>
        WriteAsync(before.To(before with { Next = until }, due.Key), cancellationToken);

    private static DateTimeOffset? FirstLeft(string caseId, IReadOnlyList<CaseClock> clocks, IReadOnlyList<string> done)
    {
        foreach (var step in DueStep.Of(caseId, clocks))
        {
            if (!done.Contains(step.Id, StringComparer.Ordinal))
                return step.Moment.At;
        }

        return null;
    }

    private async Task<bool> WriteAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Clocks.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
