using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>
/// Works a page of snapshots into the new tables: records beside each other, the messages of one record in the order of receipt. A
/// message about several people waits for all before it, and those after it wait for it.
/// </summary>
internal sealed class ReplayPhase(RebuildParts parts, int number, int parallelism, CancellationToken cancellationToken) : IDisposable
{
    private const int ServerError = 500;

    // One a worker: each does at once what its own commits leave to do.
    private readonly NewTables[] workers = [.. Enumerable.Range(0, parallelism).Select(_ => new NewTables(parts, number))];

    /// <returns>Messages that the old tables hold and that cannot be worked in now.</returns>
    internal async Task<IReadOnlyList<Difference>> ReplayAsync(IReadOnlyList<ListedSnapshot> page)
    {
        var refused = new List<Difference>();
        var chains = new Dictionary<string, List<ListedSnapshot>>(StringComparer.Ordinal);
        foreach (var snapshot in page)
        {
            var records = snapshot.Facts.TryGetValue(SnapshotFacts.Records, out var text) ? text : "";
            if (records.Length == Identifiers.RecordId.Length)
            {
                if (!chains.TryGetValue(records, out var chain))
                    chains[records] = chain = [];
                chain.Add(snapshot);
                continue;
            }

            refused.AddRange(await ReplayAsync(chains.Values));
            chains.Clear();
            refused.AddRange(
                await ReplayAsync([
                    [snapshot],
                ])
            );
        }

        refused.AddRange(await ReplayAsync(chains.Values));
        return refused;
    }

    public void Dispose()
    {
        foreach (var worker in workers)
            worker.Dispose();
    }

    private async Task<IReadOnlyList<Difference>> ReplayAsync(IReadOnlyCollection<List<ListedSnapshot>> chains)
    {
        var left = new Queue<List<ListedSnapshot>>(chains);
        var refused = new List<Difference>();
        var gate = new Lock();
        await Task.WhenAll(workers.Select(worker => Task.Run(() => WorkAsync(worker), cancellationToken)));
        return refused;

        async Task WorkAsync(NewTables worker)
        {
            while (true)
            {
                List<ListedSnapshot>? chain;
                lock (gate)
                {
                    if (!left.TryDequeue(out chain))
                        return;
                }

                foreach (var snapshot in chain)
                {
                    if (await ReplayAsync(worker, snapshot) is not { } difference)
                        continue;
                    lock (gate)
                        refused.Add(difference);
                }
            }
        }
    }

    private async Task<Difference?> ReplayAsync(NewTables worker, ListedSnapshot snapshot)
    {
        string code;
        try
        {
            // What a message about several records does may depend on how each of them stood.
            if (SnapshotFacts.RecordsIn(snapshot.Facts) is { Count: > 1 } several)
            {
                foreach (var record in several)
                    await worker.BeforeAsync(record, SnapshotFacts.IdentityIn(snapshot.Name), cancellationToken);
            }

            if (await worker.ReplayAsync(snapshot.Name, cancellationToken) is not IntakeOutcome.Refused refused)
                return null;
            if (refused.Errors[0].Kind.Status >= ServerError)
                throw new TimeoutException("The new tables could not take a message now.");
            code = refused.Errors[0].Code;
        }
        catch (Exception broken) when (ParkedWork.IsItsOwn(broken))
        {
            code = ErrorCatalogue.Unexpected.Code;
        }

        // What was stored but never taken in is no part of the old tables either.
        return await IsInOldAsync(snapshot)
            ? new Difference(
                code,
                StoreNames.Snapshots,
                SnapshotFacts.IdentityIn(snapshot.Name),
                Commit.RowKeyOf(SnapshotFacts.IdentityIn(snapshot.Name)),
                null
            )
            : null;
    }

    private async Task<bool> IsInOldAsync(ListedSnapshot snapshot)
    {
        var store = new RecordStore(parts.Serving, parts.Snapshots);
        try
        {
            if (SnapshotFacts.RecordsIn(snapshot.Facts) is not { } records)
                return true;
            foreach (var record in records)
            {
                if (await store.FindCommitAsync(record, SnapshotFacts.IdentityIn(snapshot.Name), cancellationToken) is not null)
                    return true;
            }
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidDataException)
        {
            // Whatever it is, it is no message of the hub's.
        }

        return false;
    }
}
