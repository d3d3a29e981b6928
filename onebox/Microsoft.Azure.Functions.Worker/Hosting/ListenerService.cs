using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts the listeners when all else has started, and on the way down lets no work in, gives the running work its time, and only then lets the
/// server and the app's own services stop.
/// </summary>
internal sealed partial class ListenerService(
    IReadOnlyList<ITriggerListener> listeners,
    InvocationGate gate,
    DrainOptions options,
    TimeProvider time,
    ILogger<ListenerService> logger
) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
            await listener.StartAsync(cancellationToken);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        gate.Close();
        var stopping = Task.WhenAll(listeners.Select(l => l.StopAsync(cancellationToken)));
        var left = await gate.DrainAsync(options.Timeout, DrainOptions.Grace, time, cancellationToken);
        if (left > 0)
        {
            // Their listeners would wait for them; the process goes down without.
            LogLeft(logger, left, options.Timeout);
            return;
        }
        await stopping;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Count} invocations ignored their cancellation and still ran when the drain time of {Timeout} was over"
    )]
    private static partial void LogLeft(ILogger logger, int count, TimeSpan timeout);
}
