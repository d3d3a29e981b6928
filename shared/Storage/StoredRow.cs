using Azure.Data.Tables;

namespace IntegrationHub.Storage;

/// <summary>Reads of rows that the hub wrote itself: what must be there and is not is a broken row, and says so.</summary>
internal static class StoredRow
{
    /// <exception cref="InvalidDataException">The row lacks the property; the message names the property only.</exception>
    internal static string Text(this TableEntity row, string name) =>
        row.GetString(name) ?? throw new InvalidDataException($"A stored row lacks {name}.");

    /// <summary>Keys and stamps, which are no columns of the hub's.</summary>
    internal static bool IsOfTheStorage(string name) => name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag";

    /// <summary>
    /// A word of a closed set, as it is stored. One that only a newer version knows is an error of that row, and never taken for another.
    /// </summary>
    /// <returns>Null where the row has none.</returns>
    /// <exception cref="InvalidDataException">No word of the set; the message names the property only.</exception>
    internal static T? Word<T>(this TableEntity row, string name)
        where T : struct, Enum =>
        row.GetString(name) is not { } text ? null
        : Enum.TryParse<T>(text, out var word) && Enum.IsDefined(word) ? word
        : throw new InvalidDataException($"A stored row's {name} is a word that this version of the hub does not know.");

    /// <summary>
    /// The same row under another key, with every column that it has: those too that a newer version of the hub wrote and this one does
    /// not know (docs/adr/0011).
    /// </summary>
    internal static TableEntity Under(this TableEntity row, string rowKey)
    {
        var copy = new TableEntity(row.PartitionKey, rowKey);
        foreach (var name in row.Keys)
        {
            if (!IsOfTheStorage(name))
                copy[name] = row[name];
        }

        return copy;
    }
}
