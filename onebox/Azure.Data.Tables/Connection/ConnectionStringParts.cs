namespace Azure.Data.Tables.Connection;

/// <summary>The endpoint and the credential that a storage connection string gives for tables.</summary>
/// <param name="Endpoint">Without a table name, with or without a trailing slash.</param>
/// <param name="Credential">Account and key.</param>
internal sealed record ConnectionStringParts(Uri Endpoint, TableSharedKeyCredential Credential)
{
    private const string DevelopmentAccount = "devstoreaccount1";

    // Published with the emulator; it opens nothing else.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads UseDevelopmentStorage=true, or AccountName and AccountKey with TableEndpoint or EndpointSuffix.</summary>
    /// <exception cref="ArgumentException">The string is null or empty.</exception>
    /// <exception cref="FormatException">A setting is malformed or given twice, or the settings do not make a connection.</exception>
    public static ConnectionStringParts Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Settings(connectionString);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            return new ConnectionStringParts(
                new Uri($"http://127.0.0.1:10002/{DevelopmentAccount}"),
                new TableSharedKeyCredential(DevelopmentAccount, DevelopmentKey)
            );
        }
        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
            throw new FormatException("No valid combination of account information found.");
        return new ConnectionStringParts(EndpointOf(settings, account), new TableSharedKeyCredential(account, key));
    }

    private static Uri EndpointOf(Dictionary<string, string> settings, string account)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
        {
            return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                ? uri
                : throw new FormatException("The connection string's TableEndpoint is not an absolute URI.");
        }
        var scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return Uri.TryCreate($"{scheme}://{account}.table.{suffix}", UriKind.Absolute, out var built)
            ? built
            : throw new FormatException("The connection string's account, protocol and suffix do not make a URI.");
    }

    private static Dictionary<string, string> Settings(string connectionString)
    {
        // Names are compared without regard to case, as the official clients do.
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            // The text itself is not repeated: it may hold the key.
            if (equals <= 0)
                throw new FormatException("Settings of a connection string must be of the form \"name=value\".");
            if (!settings.TryAdd(setting[..equals], setting[(equals + 1)..]))
                throw new FormatException($"Duplicate setting '{setting[..equals]}' found.");
        }
        return settings;
    }
}
