using System.Reflection;
using Azure.Core.Pipeline;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Access;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Up;
using IntegrationHub.Directory;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Producers;
using IntegrationHub.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Onebox;
using Microsoft.Extensions.DependencyInjection;
using Onebox.Storage;

namespace IntegrationHub.Tests.Support;

/// <summary>
/// A whole hub in this process: the functions app on a free port, embedded storage behind a transport that can break, an embedded
/// broker that can go down, all in a folder of its own that outlives restarts.
/// </summary>
public sealed class TestHub : IAsyncDisposable
{
    private static readonly TimeSpan LooksAhead = TimeSpan.FromMinutes(1);

    /// <summary>The functions that a clock or a new blob starts.</summary>
    private static readonly IReadOnlyList<string> SelfStarting =
    [
        .. from type in typeof(RequestGate).Assembly.GetTypes()
        from method in type.GetMethods()
        where
            method
                .GetParameters()
                .Any(parameter =>
                    parameter.IsDefined(typeof(TimerTriggerAttribute), inherit: false)
                    || parameter.IsDefined(typeof(BlobTriggerAttribute), inherit: false)
                )
        select method.GetCustomAttribute<FunctionAttribute>()!.Name,
    ];

    private readonly string serviceBusNamespace = $"{Guid.NewGuid():N}.servicebus.test";
    private readonly string directoryFolder = Path.Combine(RepositoryRoot.Path, "directory");
    private readonly TempFolder? ownFolder;
    private readonly DataFolder data;
    private readonly TimeProvider time;
    private readonly BrokerTopology topology;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private EmbeddedStorage? storage;
    private Broker? broker;
    private OneboxHost? host;
    private HubClient? client;

    private TestHub(string? folder, TimeProvider? time, IReadOnlyDictionary<string, string?>? settings)
    {
        this.settings = settings ?? new Dictionary<string, string?>();
        ownFolder = folder is null ? new TempFolder() : null;
        data = DataFolder.At(folder ?? ownFolder!.Path);
        this.time = time ?? TimeProvider.System;
        Directory =
            HubDirectory.Load(directoryFolder).Directory ?? throw new InvalidOperationException("The demonstration directory has faults.");
        topology = BrokerEntities.Of(Directory.Messaging);
        ServiceBus = new ServiceBusClient(ConnectionString);
    }

    public HubDirectory Directory { get; }

    /// <summary>The storage as the hub sees it.</summary>
    public FaultingTransport Storage { get; private set; } = null!;

    /// <summary>The storage as it is.</summary>
    public StoredTruth Truth { get; private set; } = null!;

    public HubClient Client => client ?? throw new InvalidOperationException("The hub does not run.");

    public IServiceProvider Services => host?.Host.Services ?? throw new InvalidOperationException("The hub does not run.");

    /// <summary>A client of the hub's broker that is not the hub's own.</summary>
    public ServiceBusClient ServiceBus { get; }

    private string ConnectionString => $"Endpoint=sb://{serviceBusNamespace}/;SharedAccessKeyName=test;SharedAccessKey=dGVzdA==";

    /// <param name="folder">A data folder that was there before; null for a new one that is deleted with the hub.</param>
    /// <param name="time">The clock of everything in it; the system's when null.</param>
    /// <param name="settings">App settings besides the usual ones, or in place of them.</param>
    public static async Task<TestHub> StartAsync(
        CancellationToken cancellationToken,
        TimeProvider? time = null,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var hub = new TestHub(folder, time, settings);
        await hub.StartAsync(cancellationToken);
        return hub;
    }

    /// <summary>As after a crash or a stop: all that was in memory is gone, the folder is the same.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>
    /// Finishes what is unfinished, as the hub does every minute, but with no grace for what is under way. Where the clock stands
    /// still, the storage's own stamps run ahead of it, so the sweep looks a little ahead too.
    /// </summary>
    public Task SweepAsync(CancellationToken cancellationToken) =>
        Services.GetRequiredService<Sweeper>().SweepAsync(-LooksAhead, cancellationToken);

    /// <summary>
    /// Ends after the next time that what a commit about a person left to do is done: then its outbox row goes, last of all. The hub
    /// may be at work on others at the same time.
    /// </summary>
    public Task OutboxDoneOf(TestPerson person)
    {
        var row = $"(PartitionKey='{RecordOf(person)}',RowKey='o|";
        return Storage.Next(call => call.Kind is StorageCallKind.TableWrite && call.Address.Contains(row, StringComparison.Ordinal));
    }

    /// <summary>Ends when nothing is left to do, for anybody or for one person: this reads it past the hub, so that nothing is counted.</summary>
    public async Task DrainedAsync(TestPerson? person, CancellationToken cancellationToken)
    {
        var record = person is null ? "" : RecordOf(person).Value;
        while (true)
        {
            var next = Storage.Next(call => call.Kind is StorageCallKind.TableWrite);
            var problems = await Truth.ProblemsAsync(cancellationToken);
            if (!problems.Any(problem => problem.StartsWith(record, StringComparison.Ordinal)))
                return;
            await next.WaitAsync(cancellationToken);
        }
    }

    public RecordId RecordOf(TestPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.RecordIn(Services.GetRequiredService<Pseudonyms>());
    }

    /// <summary>What waits for a person on a discharge hub's queue, in order, left where it is.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> AlertsOfAsync(
        TestPerson person,
        CancellationToken cancellationToken,
        string dischargeHub = "hub-northfield"
    )
    {
        var queue = Directory.DischargeHubs[dischargeHub].QueueName;
        await using var session = await ServiceBus.AcceptSessionAsync(queue, RecordOf(person).Value, cancellationToken: cancellationToken);
        return await session.PeekMessagesAsync(1000, cancellationToken: cancellationToken);
    }

    public async Task BrokerDownAsync()
    {
        await broker!.DisposeAsync();
        broker = null;
    }

    public void BrokerUp() => broker = Broker.Open(data.Messaging, topology, serviceBusNamespace, time);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await ServiceBus.DisposeAsync();
        ownFolder?.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        data.Create();
        storage = EmbeddedStorage.Open(data.Storage, time: time);
        BrokerUp();
        Storage = new FaultingTransport(storage.Transport);
        Truth = new StoredTruth(storage.Transport);
        using var issuer = LocalIssuer.Open(data.Keys, time);
        host = await OneboxHost.StartAsync(
            new OneboxHostOptions
            {
                App = typeof(RequestGate).Assembly,
                Args = ["--urls", "http://127.0.0.1:0"],
                Settings = SettingsWith(issuer),
                PlatformServices = services => services.AddSingleton<HttpPipelineTransport>(Storage).AddSingleton(time),
            },
            cancellationToken
        );
        client = new HubClient(host.Addresses[0], data.Keys, time);
        // Its first sweep too, so that the storage calls a test counts are those of what it does.
        await (Services.GetRequiredService<StartUp>().ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await (Services.GetRequiredService<DeliveryPump>().ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await Services.GetRequiredService<RecordWishes>().Looked.WaitAsync(cancellationToken);
        Storage.Forget();
    }

    private async Task StopAsync()
    {
        client?.Dispose();
        client = null;
        if (host is not null)
            await host.DisposeAsync();
        host = null;
        if (broker is not null)
            await broker.DisposeAsync();
        broker = null;
        if (storage is not null)
            await storage.DisposeAsync();
        storage = null;
    }

    private Dictionary<string, string?> SettingsWith(LocalIssuer issuer)
    {
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["ServiceBusConnection"] = ConnectionString,
            ["Directory:Path"] = directoryFolder,
            ["Access:Issuer"] = LocalIssuer.Issuer,
            ["Access:Audience"] = LocalIssuer.Audience,
            ["Access:SigningKeysFile"] = issuer.PublicKeysFile,
            ["Identifiers:PseudonymKeyFile"] = PseudonymKey.Ensure(data),
            // Subscribers of the tests are on this machine.
            ["Subscriptions:AllowLoopback"] = "true",
        };
        // They look at the storage by themselves; a test that counts or breaks storage calls asks for what they do instead.
        foreach (var function in SelfStarting)
            all[$"AzureWebJobs.{function}.Disabled"] = "true";
        foreach (var (name, value) in settings)
            all[name] = value;
        return all;
    }
}
