using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Directory.Files;

/// <summary>
/// What one kind of row is known by: ids, or ODS codes as text. Where a file could not be read whole, nothing is held against those who refer to it:
/// a hundred "unknown" faults would hide the one that matters.
/// </summary>
internal sealed class References<TRow>(bool complete)
    where TRow : class
{
    private readonly Dictionary<string, TRow> rows = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TRow> Rows => rows;

    /// <returns>False if there is one already.</returns>
    public bool Add(string key, TRow row) => rows.TryAdd(key, row);

    public bool Find(string key, FaultList faults, string path, DirectoryRule unknown, [NotNullWhen(true)] out TRow? row)
    {
        if (rows.TryGetValue(key, out row))
            return true;
        if (complete)
            faults.Add(path, unknown);
        return false;
    }
}
