using IntegrationHub.Discharge.Alerts;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>Every minute, on one instance: tells cases what was done with their alerts where a crash cut that off.</summary>
public sealed class FinishAlertWork(AlertTelling telling)
{
    /// <summary>Whoever has just done something tells it within this time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Function("FinishAlertWork")]
    public Task Run([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        telling.FinishAsync(Grace, cancellationToken);
}
