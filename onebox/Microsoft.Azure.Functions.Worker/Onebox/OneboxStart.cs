using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Onebox;

/// <summary>
/// Links a <see cref="OneboxHost"/> with the builder that the app's own Program makes. It travels with the flow of execution, so several
/// apps can start side by side in one process.
/// </summary>
internal sealed class OneboxStart(OneboxHostOptions options, CancellationToken given)
{
    private static readonly AsyncLocal<OneboxStart?> Ambient = new();
    private readonly TaskCompletionSource<IHost> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static OneboxStart? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public OneboxHostOptions Options => options;

    /// <summary>Ends when the server listens and the listeners run.</summary>
    public Task<IHost> Started => _started.Task;

    public IHost? Host { get; private set; }

    public void Built(IHost host)
    {
        // Whoever gave up is no longer there to stop what would start now.
        given.ThrowIfCancellationRequested();
        Host = host;
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => _started.TrySetResult(host));
    }
}
