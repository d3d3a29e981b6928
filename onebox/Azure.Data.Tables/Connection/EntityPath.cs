namespace Azure.Data.Tables.Connection;

/// <summary>Paths below the account's endpoint, escaped.</summary>
internal static class EntityPath
{
    public const string Tables = "/Tables";
    public const string Batch = "/$batch";

    public static string Table(string table) => string.Concat("/Tables('", Escape(table), "')");

    public static string Insert(string table) => "/" + table;

    public static string Query(string table) => string.Concat("/", table, "()");

    public static string Entity(string table, string partitionKey, string rowKey) =>
        string.Concat(["/", table, "(PartitionKey='", Escape(partitionKey), "',RowKey='", Escape(rowKey), "')"]);

    /// <summary>A quote inside a key is doubled, as in any OData literal; then the whole is percent-encoded.</summary>
    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
