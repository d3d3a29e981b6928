using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Storage;

namespace IntegrationHub.Operations;

/// <summary>What the hub stands on, asked one by one: whether it answers, and what is wrong in words.</summary>
public sealed class Dependencies : IAsyncDisposable
{
    private const string Well = "answers";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Load balancers ask often; each of them is told what the last found.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(10);

    private readonly StartUp startUp;
    private readonly SigningKeys keys;
    private readonly TimeProvider time;
    private readonly Lazy<ServiceBusReceiver> careEvents;
    private readonly (string Name, Func<CancellationToken, Task<string>> Ask)[] asked;
    private volatile Findings? last;

    internal Dependencies(
        StartUp startUp,
        Tables tables,
        BlobServiceClient blobs,
        ServiceBusClient serviceBus,
        SigningKeys keys,
        TimeProvider time
    )
    {
        this.startUp = startUp;
        this.keys = keys;
        this.time = time;
        careEvents = new(() => serviceBus.CreateReceiver(EntityTopologySettings.CareEventsQueue));
        asked =
        [
            ("stores", _ => Task.FromResult(startUp.IsReady ? Well : "Tables and containers are not there yet.")),
            (
                "tables",
                async token =>
                {
                    await tables.Sweeps.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>(
                        "sweep",
                        "snapshots",
                        cancellationToken: token
                    );
                    return Well;
                }
            ),
            (
                "blobs",
                async token =>
                    await blobs.GetBlobContainerClient(StoreNames.Snapshots).ExistsAsync(token) ? Well : "Container snapshots is not there."
            ),
            (
                "service-bus",
                async token =>
                {
                    await careEvents.Value.PeekMessageAsync(fromSequenceNumber: 0, token);
                    return Well;
                }
            ),
        ];
    }

    /// <summary>All of them. What was well is believed for ten seconds.</summary>
    public async Task<IReadOnlyList<DependencyState>> AskAsync(CancellationToken cancellationToken)
    {
        if (last is { } found && time.GetUtcNow() - found.At < Holds && found.States.All(state => state.IsWell))
            return found.States;
        // Side by side: who asks is to hear of all that do not answer within the patience that each of them is given.
        var states = (await Task.WhenAll(asked.Select(one => AskOneAsync(one.Name, one.Ask, cancellationToken)))).ToList();
        // A token that names no known key makes the hub read them: without keys nobody can call, which is no reason not to be called.
        states.Add(
            new("token-keys", true, keys.Current is null ? "The issuer's keys have not been read yet; callers are told to wait." : Well)
        );
        last = new(time.GetUtcNow(), states);
        return states;
    }

    public async ValueTask DisposeAsync()
    {
        if (careEvents.IsValueCreated)
            await careEvents.Value.DisposeAsync();
    }

    private async Task<DependencyState> AskOneAsync(
        string name,
        Func<CancellationToken, Task<string>> ask,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var words = await ask(either.Token);
            return new(name, words == Well, words);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && Words(fault) is not null)
        {
            return new(name, false, Words(fault)!);
        }
    }

    /// <returns>Null for what is no fault of a dependency.</returns>
    private static string? Words(Exception fault) =>
        fault switch
        {
            RequestFailedException { Status: 401 or 403 } or UnauthorizedAccessException =>
                "It refuses the hub's identity: look at the role assignments, and at the firewall.",
            AuthenticationFailedException => "The hub gets no token for it: look at the managed identity.",
            RequestFailedException { Status: 404 } => "What the hub asks for is not there: has infra/ been deployed?",
            ServiceBusException { Reason: ServiceBusFailureReason.MessagingEntityNotFound } =>
                "Queue care-events is not there: has infra/ been deployed?",
            RequestFailedException { Status: 429 or 503 } or ServiceBusException { Reason: ServiceBusFailureReason.ServiceBusy } =>
                "It asks for fewer calls.",
            OperationCanceledException => "It does not answer within 5 seconds.",
            RequestFailedException { Status: 0 } or AggregateException or IOException or TimeoutException =>
                "It cannot be reached: look at its private endpoint and DNS.",
            RequestFailedException request => $"It answers with status {request.Status}.",
            ServiceBusException bus => $"It does not answer ({bus.Reason}).",
            _ => null,
        };

    private sealed record Findings(DateTimeOffset At, IReadOnlyList<DependencyState> States);
}

/// <param name="Words">What is wrong, and where to look; <c>answers</c> where nothing is.</param>
public sealed record DependencyState(string Name, bool IsWell, string Words);
