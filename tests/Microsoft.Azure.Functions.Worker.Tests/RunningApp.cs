using Microsoft.Azure.Functions.Worker.Onebox;
using Microsoft.Extensions.DependencyInjection;
using TestFunctionApp;

namespace WorkerTests;

/// <summary>The test app on a free port, with only the functions that the test names.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private RunningApp(OneboxHost host)
    {
        Host = host;
        Http = new HttpClient { BaseAddress = host.Addresses[0] };
        Journal = host.Host.Services.GetRequiredService<Journal>();
    }

    public OneboxHost Host { get; }

    public HttpClient Http { get; }

    public Journal Journal { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<RunningApp> StartAsync(params string[] functions) => StartAsync(functions, []);

    public static async Task<RunningApp> StartAsync(
        string[] functions,
        Dictionary<string, string?> settings,
        Action<IServiceCollection>? platform = null
    )
    {
        for (var i = 0; i < functions.Length; i++)
            settings[$"AzureFunctionsJobHost:functions:{i}"] = functions[i];
        return new RunningApp(
            await OneboxHost.StartAsync(
                new OneboxHostOptions
                {
                    App = typeof(Journal).Assembly,
                    Args = ["--urls", "http://127.0.0.1:0"],
                    Settings = settings,
                    PlatformServices = platform,
                },
                Cancel
            )
        );
    }

    /// <summary>The next thing that the app says; a test whose app says nothing fails rather than hangs.</summary>
    public Task<string> NextAsync() => Journal.NextAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
