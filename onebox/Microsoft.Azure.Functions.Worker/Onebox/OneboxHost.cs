using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Onebox;

/// <summary>A function app running in this process, started through its own entry point.</summary>
public sealed class OneboxHost : IAsyncDisposable
{
    private OneboxHost(IHost host, Task completion)
    {
        Host = host;
        Completion = completion;
        Addresses =
        [
            .. (host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(a => new Uri(
                a
            )),
        ];
    }

    public IHost Host { get; }

    /// <summary>Where the app listens, with the ports that the system chose for port 0.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Ends when the app's Program has ended; with its exception where it failed.</summary>
    public Task Completion { get; }

    /// <summary>Runs the app's Program and waits until it serves.</summary>
    /// <exception cref="Exception">What Program threw: a start that was refused surfaces as its own exception, such as <see cref="FunctionWorkerException"/>.</exception>
    public static async Task<OneboxHost> StartAsync(OneboxHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var entry =
            options.App.EntryPoint ?? throw new ArgumentException($"{options.App.GetName().Name} has no entry point", nameof(options));
        cancellationToken.ThrowIfCancellationRequested();
        var start = new OneboxStart(options, cancellationToken);
        var completion = Run(entry, start);
        try
        {
            await Task.WhenAny(start.Started, completion).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            start.Host?.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            throw;
        }
        if (start.Started.IsCompletedSuccessfully)
            return new OneboxHost(await start.Started, completion);
        await completion;
        throw new FunctionWorkerException($"The Program of {options.App.GetName().Name} ended without running a function app");
    }

    /// <summary>Drains and stops the app, and waits for its Program to end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!Completion.IsCompleted)
            Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await Completion.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>On a thread of its own: Program's Run() blocks until the app stops.</summary>
    private static Task Run(MethodInfo entry, OneboxStart start) =>
        Task.Factory.StartNew(
            () =>
            {
                OneboxStart.Current = start;
                object?[] arguments = entry.GetParameters().Length == 0 ? [] : [start.Options.Args.ToArray()];
                entry.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
}
