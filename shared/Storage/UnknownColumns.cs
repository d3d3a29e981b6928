using System.Collections.Frozen;
using Azure.Data.Tables;

namespace IntegrationHub.Storage;

/// <summary>
/// Columns of a row that this version of the hub does not know: a newer one wrote them, and they stay where the row is replaced
/// (docs/adr/0011).
/// </summary>
internal sealed class UnknownColumns
{
    private readonly IReadOnlyDictionary<string, object> values;

    private UnknownColumns(IReadOnlyDictionary<string, object> values) => this.values = values;

    /// <param name="known">Every column that this version ever writes into such a row.</param>
    /// <returns>Null where there are none: nearly always.</returns>
    internal static UnknownColumns? Of(TableEntity row, FrozenSet<string> known)
    {
        Dictionary<string, object>? unknown = null;
        foreach (var name in row.Keys)
        {
            if (!known.Contains(name) && !StoredRow.IsOfTheStorage(name))
                (unknown ??= new(StringComparer.Ordinal))[name] = row[name];
        }

        return unknown is null ? null : new UnknownColumns(unknown);
    }

    /// <summary>Where this version has its own say about a column, that stands.</summary>
    internal void WriteTo(TableEntity row)
    {
        foreach (var (name, value) in values)
            row.TryAdd(name, value);
    }

    /// <summary>Of values nothing is said: they may be anything.</summary>
    public override string ToString() => string.Join(' ', values.Keys);
}
