using IntegrationHub.Messaging;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>Every minute, on one instance: finishes what a crash cut off.</summary>
public sealed class Sweep(Sweeper sweeper)
{
    /// <summary>Whoever is working on a message has this long before the sweep looks after it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Function("Sweep")]
    public Task Run([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweeper.SweepAsync(Grace, cancellationToken);
}
