namespace Azure.Data.Tables.Connection;

/// <summary>Fetches one page: from the start when <paramref name="continuationToken"/> is null.</summary>
internal delegate ValueTask<Page<T>> PageFetch<T>(
    string? continuationToken,
    int? pageSize,
    bool isAsync,
    CancellationToken cancellationToken
);

internal sealed class TablePages<T>(PageFetch<T> fetch, int? pageSize, CancellationToken cancellationToken) : Pageable<T>
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = fetch(continuationToken, pageSizeHint ?? pageSize, false, cancellationToken).Completed();
            yield return page;
            continuationToken = page.ContinuationToken;
        } while (continuationToken is not null);
    }
}

internal sealed class AsyncTablePages<T>(PageFetch<T> fetch, int? pageSize, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? pageSize, true, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        } while (continuationToken is not null);
    }

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        string? continuationToken = null;
        do
        {
            var page = await fetch(continuationToken, pageSize, true, either.Token);
            foreach (var value in page.Values)
                yield return value;
            continuationToken = page.ContinuationToken;
        } while (continuationToken is not null);
    }
}
