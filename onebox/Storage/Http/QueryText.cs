namespace Onebox.Storage.Http;

/// <summary>A query string, searched in place: requests carry few parameters and each is looked for once.</summary>
internal readonly record struct QueryText(string Raw)
{
    /// <summary>The parameter's decoded value, or null where it is absent. A plus sign is itself, as the clients write spaces as %20.</summary>
    public string? this[string name]
    {
        get
        {
            var rest = Raw.AsSpan().TrimStart('?');
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf('&');
                var pair = end < 0 ? rest : rest[..end];
                rest = end < 0 ? [] : rest[(end + 1)..];
                var equals = pair.IndexOf('=');
                var key = equals < 0 ? pair : pair[..equals];
                if (Matches(key, name))
                    return equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
            }

            return null;
        }
    }

    // The dollar of an OData option may come as %24.
    private static bool Matches(ReadOnlySpan<char> key, string name) =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (
            name[0] == '$'
            && key.StartsWith("%24", StringComparison.Ordinal)
            && key[3..].Equals(name.AsSpan(1), StringComparison.OrdinalIgnoreCase)
        );
}
