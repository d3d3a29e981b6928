using Azure.Data.Tables;

namespace IntegrationHub.Storage;

/// <summary>Reads of rows that the hub wrote itself: what must be there and is not is a broken row, and says so.</summary>
internal static class StoredRow
{
    /// <exception cref="InvalidDataException">The row lacks the property; the message names the property only.</exception>
    internal static string Text(this TableEntity row, string name) =>
        row.GetString(name) ?? throw new InvalidDataException($"A stored row lacks {name}.");
}
