namespace Azure.Messaging.ServiceBus;

/// <summary>The parts of a connection string such as <c>Endpoint=sb://NAME/;SharedAccessKeyName=...;SharedAccessKey=...</c>.</summary>
public class ServiceBusConnectionStringProperties
{
    public string? FullyQualifiedNamespace => Endpoint?.Host;

    public Uri? Endpoint { get; private set; }

    public string? EntityPath { get; private set; }

    public string? SharedAccessKeyName { get; private set; }

    public string? SharedAccessKey { get; private set; }

    public string? SharedAccessSignature { get; private set; }

    /// <exception cref="FormatException">A part is not <c>name=value</c>, or the endpoint is no address.</exception>
    public static ServiceBusConnectionStringProperties Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var properties = new ServiceBusConnectionStringProperties();
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1)
                throw new FormatException("The connection string has a part that is not name=value.");
            properties.Take(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart());
        }
        return properties;
    }

    private void Take(string name, string value)
    {
        switch (name.ToUpperInvariant())
        {
            case "ENDPOINT":
                if (!Uri.TryCreate(value, UriKind.Absolute, out var endpoint) || endpoint.Host.Length == 0)
                    throw new FormatException("The connection string's Endpoint is not an address such as sb://name/.");
                Endpoint = endpoint;
                break;
            case "ENTITYPATH":
                EntityPath = value;
                break;
            case "SHAREDACCESSKEYNAME":
                SharedAccessKeyName = value;
                break;
            case "SHAREDACCESSKEY":
                SharedAccessKey = value;
                break;
            case "SHAREDACCESSSIGNATURE":
                SharedAccessSignature = value;
                break;
        }
    }
}
