namespace Onebox.Storage.Tables;

/// <summary>What a table request's path names: <c>Table</c>, <c>Table()</c> or <c>Table(PartitionKey='..',RowKey='..')</c>.</summary>
internal readonly record struct EntityAddress(string Name, string? PartitionKey, string? RowKey)
{
    public bool NamesEntity => PartitionKey is not null;

    public static string Of(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    /// <summary>Reads a percent-encoded path; false where it is neither of the forms.</summary>
    public static bool TryParse(string encodedPath, out EntityAddress address)
    {
        var path = encodedPath.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(encodedPath) : encodedPath;
        var open = path.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            address = new EntityAddress(path.TrimEnd('/'), null, null);
            return true;
        }

        address = new EntityAddress(path[..open], null, null);
        if (path.EndsWith("()", StringComparison.Ordinal) && open == path.Length - 2)
            return true;

        var at = open + 1;
        if (!TryRead(path, ref at, "PartitionKey='", out var partitionKey) || at >= path.Length || path[at++] != ',')
            return false;
        while (at < path.Length && path[at] == ' ')
            at++;
        if (!TryRead(path, ref at, "RowKey='", out var rowKey) || at != path.Length - 1 || path[at] != ')')
            return false;
        address = new EntityAddress(path[..open], partitionKey, rowKey);
        return true;
    }

    /// <summary>Reads <c>Tables('name')</c>; null where the path is another.</summary>
    public static string? TableInParentheses(string encodedPath)
    {
        var path = Uri.UnescapeDataString(encodedPath);
        return path.StartsWith("Tables('", StringComparison.Ordinal) && path.EndsWith("')", StringComparison.Ordinal) ? path[8..^2] : null;
    }

    private static bool TryRead(string path, ref int at, string opening, out string value)
    {
        value = "";
        if (string.CompareOrdinal(path, at, opening, 0, opening.Length) != 0)
            return false;
        var start = at + opening.Length;
        var end = start;
        while (true)
        {
            end = path.IndexOf('\'', end);
            if (end < 0)
                return false;
            if (end + 1 == path.Length || path[end + 1] != '\'')
                break;
            end += 2;
        }

        value = path[start..end].Replace("''", "'", StringComparison.Ordinal);
        at = end + 1;
        return true;
    }

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
