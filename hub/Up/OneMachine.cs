using Azure.Core.Pipeline;
using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Access;
using IntegrationHub.Cli.Running;
using IntegrationHub.Directory;
using Microsoft.Extensions.DependencyInjection;
using Onebox.Storage;

namespace IntegrationHub.Cli.Up;

/// <summary>What Azure lends a function app, lent by this machine: storage, Service Bus, keys, settings.</summary>
internal sealed class OneMachine : IAsyncDisposable
{
    private const string Namespace = "onebox";

    private readonly EmbeddedStorage? embedded;
    private readonly AzuriteStorage? azurite;
    private readonly Broker broker;

    private OneMachine(EmbeddedStorage? embedded, AzuriteStorage? azurite, Broker broker, Dictionary<string, string?> settings)
    {
        this.embedded = embedded;
        this.azurite = azurite;
        this.broker = broker;
        Settings = settings;
    }

    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>What stands between the hub's storage clients and the embedded storage: nothing, or something that counts or breaks.</summary>
    public Func<HttpPipelineTransport, HttpPipelineTransport> Between { get; set; } = transport => transport;

    /// <exception cref="CommandFailure">The directory has faults, or Azurite cannot be had.</exception>
    public static async Task<OneMachine> OpenAsync(UpOptions options, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var data = options.Data;
        // Three things that take their time and need nothing of each other: a start is short because they go side by side.
        var storage =
            options.Storage == StorageKind.Embedded ? Task.Run(() => EmbeddedStorage.Open(data.Storage, time: time), cancellation) : null;
        var settings = Task.Run(() => MakeSettings(options, time), cancellation);
        Broker? broker = null;
        AzuriteStorage? azurite = null;
        try
        {
            broker = Broker.Open(data.Messaging, BrokerEntities.Of(Load(options.DirectoryFolder).Messaging), Namespace, time);
            if (options.Storage == StorageKind.Azurite)
                azurite = await AzuriteStorage.StartAsync(data, output, cancellation);
            (await settings)["AzureWebJobsStorage"] = azurite?.ConnectionString ?? "UseDevelopmentStorage=true";
            return new OneMachine(storage is null ? null : await storage, azurite, broker, await settings);
        }
        catch
        {
            if (azurite is not null)
                await azurite.DisposeAsync();
            if (broker is not null)
                await broker.DisposeAsync();
            if (storage is not null)
                await (await storage).DisposeAsync();
            throw;
        }
    }

    public void AddTo(IServiceCollection services)
    {
        if (embedded is not null)
            services.AddSingleton(Between(embedded.Transport));
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        if (embedded is not null)
            await embedded.DisposeAsync();
        if (azurite is not null)
            await azurite.DisposeAsync();
    }

    private static HubDirectory Load(string folder)
    {
        var load = HubDirectory.Load(folder);
        return load.Directory
            ?? throw new CommandFailure(
                $"The directory in {folder} has {load.Faults.Count} faults, the first {load.Faults[0]}: `hub directory check` lists them all."
            );
    }

    private static Dictionary<string, string?> MakeSettings(UpOptions options, TimeProvider time)
    {
        var data = options.Data;
        using var issuer = LocalIssuer.Open(data.Keys, time);
        // The keys in these connection strings are no secrets: nobody outside this machine can reach what they open.
        return new Dictionary<string, string?>
        {
            ["ServiceBusConnection"] = $"Endpoint=sb://{Namespace}/;SharedAccessKeyName=onebox;SharedAccessKey=b25lYm94",
            ["Directory:Path"] = options.DirectoryFolder,
            ["Access:Issuer"] = LocalIssuer.Issuer,
            ["Access:Audience"] = LocalIssuer.Audience,
            ["Access:SigningKeysFile"] = issuer.PublicKeysFile,
            ["Identifiers:PseudonymKeyFile"] = PseudonymKey.Ensure(data),
            // Whoever tries the hub out on one machine has the subscriber there too.
            ["Subscriptions:AllowLoopback"] = "true",
        };
    }
}
