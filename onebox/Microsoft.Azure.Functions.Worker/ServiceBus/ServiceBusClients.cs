using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>One client a connection, shared by the functions that name it.</summary>
internal sealed class ServiceBusClients(IConfiguration configuration, IServiceProvider services) : IAsyncDisposable
{
    /// <summary>The connection that is used when an attribute names none: the setting AzureWebJobsServiceBus.</summary>
    private const string Default = "ServiceBus";

    private readonly Dictionary<string, ServiceBusClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FunctionWorkerException">The setting is missing or no connection string.</exception>
    public ServiceBusClient Open(FunctionModel function, string? connection)
    {
        var name = connection ?? Default;
        if (!_clients.TryGetValue(name, out var client))
            _clients[name] = client = Create(function, name);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            await client.DisposeAsync();
    }

    private ServiceBusClient Create(FunctionModel function, string name)
    {
        var settings = ConnectionSettings.Find(configuration, name);
        try
        {
            if (settings?.Value is { Length: > 0 } connectionString)
                return new ServiceBusClient(connectionString);
            if (settings?["fullyQualifiedNamespace"] is { Length: > 0 } address)
                return new ServiceBusClient(address, services.GetService<TokenCredential>() ?? new DefaultAzureCredential());
        }
        catch (Exception cause) when (cause is FormatException or ArgumentException)
        {
            // The message of the cause may hold the key.
            throw function.Refuse($"the Service Bus connection setting {name} is no connection string or namespace", cause);
        }
        throw function.Refuse($"the Service Bus connection setting {name} is missing");
    }
}
