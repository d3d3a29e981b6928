using Microsoft.Azure.Functions.Worker;

namespace WorkerTests.Start;

public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("NeedsKey", "asks for AuthorizationLevel.Function")]
    [InlineData("Pigeon", "its binding CarrierPigeonTriggerAttribute is unknown")]
    [InlineData("NoTrigger", "it has 0 triggers")]
    [InlineData("BadRoute", "its route 'api/{unclosed' cannot be parsed")]
    [InlineData("Unbindable", "its parameter 'elsewhere' of type Stream")]
    [InlineData("LacksAService", "needs System.IFormatProvider")]
    public async Task A_function_that_cannot_run_stops_the_start_with_one_line_that_names_it(string function, string reason)
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => RunningApp.StartAsync(function));
        Assert.StartsWith($"Function '{function}' cannot run: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Two_functions_of_one_name_stop_the_start()
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => RunningApp.StartAsync("Twice", "twice"));
        Assert.Contains("its name is taken twice", refused.Message, StringComparison.Ordinal);
        Assert.Contains("RefusedFunctions.Once", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_functions_at_one_route_and_method_stop_the_start()
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => RunningApp.StartAsync("SameRoute1", "SameRoute2"));
        Assert.Contains("POST /api/Same/{number:int} is already that of 'SameRoute1'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_with_http_functions_must_configure_them()
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() =>
            RunningApp.StartAsync(["Hello"], new() { ["App:WithoutWeb"] = "1" })
        );
        Assert.Contains("ConfigureFunctionsWebApplication", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_program_throws_comes_out_as_it_is()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningApp.StartAsync(["Hello"], new() { ["App:Throws"] = "no directory" })
        );
        Assert.Equal("no directory", thrown.Message);
    }

    [Fact]
    public async Task A_program_that_ends_without_a_host_is_an_error()
    {
        var thrown = await Assert.ThrowsAsync<FunctionWorkerException>(() =>
            RunningApp.StartAsync(["Hello"], new() { ["App:EndsEarly"] = "1" })
        );
        Assert.Contains("ended without running", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_function_is_not_served()
    {
        await using var app = await RunningApp.StartAsync(["Hello", "AnyMethod"], new() { ["AzureWebJobs.Hello.Disabled"] = "true" });
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            (await app.Http.GetAsync("/api/Hello", TestContext.Current.CancellationToken)).StatusCode
        );
    }
}
