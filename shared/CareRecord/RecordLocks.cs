using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord;

/// <summary>
/// Turns for writers of one record within this process. They save useless races; correctness rests on the head's ETag alone,
/// so two records that share a stripe merely wait for one another.
/// </summary>
internal sealed class RecordLocks
{
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask<Turn> EnterAsync(RecordId record, CancellationToken cancellationToken)
    {
        var stripe = stripes[(uint)StringComparer.Ordinal.GetHashCode(record.Value) % (uint)stripes.Length];
        await stripe.WaitAsync(cancellationToken);
        return new Turn(stripe);
    }

    internal readonly struct Turn(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
