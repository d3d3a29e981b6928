using IntegrationHub.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WorkerTests.Start;

public sealed class HostJsonTests
{
    [Fact]
    public async Task Its_log_levels_apply_and_settings_win_over_them()
    {
        await using var app = await RunningApp.StartAsync(["Hello"], new() { ["Logging:LogLevel:Loud"] = "Debug" });
        var logging = app.Host.Host.Services.GetRequiredService<ILoggerFactory>();
        Assert.False(logging.CreateLogger("Any").IsEnabled(LogLevel.Information));
        Assert.True(logging.CreateLogger("Any").IsEnabled(LogLevel.Warning));
        Assert.False(logging.CreateLogger("TestFunctionApp.Quiet").IsEnabled(LogLevel.Critical));
        Assert.True(logging.CreateLogger("Loud").IsEnabled(LogLevel.Debug));
    }

    [Theory]
    [InlineData("{", "host.json cannot be read")]
    [InlineData("""{ "version": "3.0" }""", "host.json says version '3.0'")]
    public void A_file_that_is_no_host_json_is_refused(string content, string reason)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("host.json"), content);
        var refused = Assert.Throws<FunctionWorkerException>(() => HostJson.AddTo(new ConfigurationBuilder(), folder.Path));
        Assert.StartsWith(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serviceBus:maxConcurrentCalls", "0")]
    [InlineData("serviceBus:prefetchCount", "-1")]
    [InlineData("blobs:poisonBlobThreshold", "0")]
    public async Task A_value_out_of_range_stops_the_start(string setting, string value)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"AzureFunctionsJobHost:extensions:{setting}"] = value,
            ["Bus"] = "Endpoint=sb://none.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=AAAA",
            ["Queue"] = "q",
            ["Drop"] = "drop",
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        };
        var function = setting.StartsWith("blobs", StringComparison.Ordinal) ? "BlobData" : "SbData";
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => RunningApp.StartAsync([function], settings));
        Assert.Contains(setting.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }
}
