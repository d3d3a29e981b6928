using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Directory.Files;

/// <summary>
/// What one kind of row is known by. Where a file could not be read whole, nothing is held against those who refer to it:
/// a hundred "unknown" faults would hide the one that matters.
/// </summary>
internal sealed class References<TKey, TRow>(bool complete, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<TKey, TRow> rows = new(comparer);

    public IReadOnlyDictionary<TKey, TRow> Rows => rows;

    /// <returns>False if there is one already.</returns>
    public bool Add(TKey key, TRow row) => rows.TryAdd(key, row);

    public bool Find(TKey key, FaultList faults, string path, DirectoryRule unknown, [NotNullWhen(true)] out TRow? row)
    {
        if (rows.TryGetValue(key, out row))
            return true;
        if (complete)
            faults.Add(path, unknown);
        return false;
    }
}
