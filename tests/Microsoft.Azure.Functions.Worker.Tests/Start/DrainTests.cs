using System.Net;
using IntegrationHub.Testing;
using Microsoft.Azure.Functions.Worker.Onebox;
using Microsoft.Extensions.DependencyInjection;

namespace WorkerTests.Start;

public sealed class DrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Running_invocations_finish_while_new_ones_are_told_503()
    {
        await using var app = await RunningApp.StartAsync("Waits", "Hello");
        var running = app.Http.GetAsync("/api/Waits", Cancel);
        Assert.Equal("waiting GET", await app.NextAsync());
        var stopping = app.Host.StopAsync(Cancel);
        using (var refused = await UntilRefusedAsync(app))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("1", refused.Headers.RetryAfter!.ToString());
        }
        Assert.False(stopping.IsCompleted);
        app.Journal.Go.SetResult();
        using var answered = await running;
        Assert.Equal("waited", await answered.Content.ReadAsStringAsync(Cancel));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => app.Http.GetAsync("/api/Hello", Cancel));
    }

    [Fact]
    public async Task Invocations_that_outlast_the_drain_time_are_cancelled()
    {
        var time = new TestClock();
        await using var app = await RunningApp.StartAsync(
            ["Waits", "Hello"],
            new() { ["Onebox:DrainTimeout"] = "00:00:10" },
            services => services.AddSingleton<TimeProvider>(time)
        );
        var running = app.Http.GetAsync("/api/Waits", Cancel);
        Assert.Equal("waiting GET", await app.NextAsync());
        var stopping = app.Host.StopAsync(Cancel);
        using var refused = await UntilRefusedAsync(app);
        while (app.Journal.IsQuiet)
        {
            // The drain's own timer may not have been set when time is first moved on.
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal("cancelled", await app.NextAsync());
        using var answered = await running;
        Assert.Equal(HttpStatusCode.InternalServerError, answered.StatusCode);
        await stopping;
    }

    [Fact]
    public async Task Hosts_run_side_by_side_and_stop_apart()
    {
        await using var one = await RunningApp.StartAsync("Hello");
        await using var two = await RunningApp.StartAsync("AnyMethod");
        Assert.NotEqual(one.Host.Addresses[0], two.Host.Addresses[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await one.Http.GetAsync("/api/AnyMethod", Cancel)).StatusCode);
        await one.Host.StopAsync(Cancel);
        Assert.True(one.Host.Completion.IsCompletedSuccessfully);
        Assert.Equal("GET", await two.Http.GetStringAsync("/api/AnyMethod", Cancel));
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_nothing_running()
    {
        using var giving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        IServiceCollection? built = null;
        var start = OneboxHost.StartAsync(
            new OneboxHostOptions
            {
                App = typeof(TestFunctionApp.Journal).Assembly,
                Args = ["--urls", "http://127.0.0.1:0", "--AzureFunctionsJobHost:functions:0=Hello"],
                PlatformServices = services =>
                {
                    built = services;
                    giving.Cancel();
                },
            },
            giving.Token
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.NotNull(built);
    }

    /// <summary>Asks until the gate is closed: the stop is under way on another thread.</summary>
    private static async Task<HttpResponseMessage> UntilRefusedAsync(RunningApp app)
    {
        while (true)
        {
            var response = await app.Http.GetAsync(new Uri("/api/Hello?name=x", UriKind.Relative), Cancel);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
                return response;
            response.Dispose();
        }
    }
}
