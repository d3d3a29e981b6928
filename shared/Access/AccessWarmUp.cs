using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Access;

/// <summary>
/// Reads the keys and runs one check beside the rest of the start: the first call of a cold process would otherwise wait for both
/// (about 90 ms of processor time). A start never waits for it, and an issuer that is down does not stop one.
/// </summary>
internal sealed class AccessWarmUp(AccessTokens tokens) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await tokens.WarmUpAsync(stoppingToken);
    }
}
