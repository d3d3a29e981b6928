using IntegrationHub.Discharge.Clocks;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>Every minute, on one instance: tells of what the clocks of discharge cases did. A run that is missed is made up for by the next.</summary>
public sealed class Clocks(ClockWork work)
{
    [Function("MoveClocks")]
    public Task Move([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync(cancellationToken);
}
