using System.Diagnostics;

namespace Azure.Messaging.ServiceBus;

/// <summary>The life of a processor: started, stopped and waited for, started again, closed.</summary>
#pragma warning disable CA1001 // Stopping disposes what is to be disposed; the semaphore never makes its wait handle.
internal sealed class ProcessorRun(string name, Func<CancellationToken, Task> body)
#pragma warning restore CA1001
{
    // An error that repeats (an unknown entity, a closed broker) is tried again at this pace.
    private static readonly TimeSpan RetryPace = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private volatile bool _closed;

    public bool IsRunning => _stop is { IsCancellationRequested: false };

    public bool IsClosed => _closed;

    public async Task Start(Action check, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, name);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_stop is not null)
                throw new InvalidOperationException("The processor runs already.");
            check();
            var stop = _stop = new CancellationTokenSource();
            _running = Task.Run(() => body(stop.Token), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes no further message and waits for the handlers that run.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_stop is not { } stop)
                return;
            await stop.CancelAsync();
            await _running.WaitAsync(cancellationToken);
            _stop = null;
            stop.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task Close(CancellationToken cancellationToken)
    {
        _closed = true;
        await Stop(cancellationToken);
    }

    /// <summary>Waits before the next try; false when told to stop meanwhile.</summary>
    public static async Task<bool> Pause(CancellationToken stop)
    {
        try
        {
            await Task.Delay(RetryPace, TimeProvider.System, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Tells the user's error handler; what that throws has nowhere further to go but the trace.</summary>
    public static async Task Report(Func<ProcessErrorEventArgs, Task> handler, ProcessErrorEventArgs args)
    {
#pragma warning disable CA1031 // An error handler that fails must not end the processor.
        try
        {
            await handler(args);
        }
        catch (Exception e)
        {
            Trace.TraceError("The error handler of a Service Bus processor failed with {0}.", e.GetType().FullName);
        }
#pragma warning restore CA1031
    }
}
