using System.Diagnostics;
using IntegrationHub.Cli.Down;
using IntegrationHub.Cli.Running;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Running;

public sealed class DownTests : IDisposable
{
    private static readonly Uri Address = new("http://127.0.0.1:7071");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder temp = new();
    private readonly DataFolder data;
    private readonly Process process;

    public DownTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        data = DataFolder.At(temp.File("data"));
        data.Create();
        // Stands for a hub: it ends when told to, as a hub does.
        process = Process.Start(new ProcessStartInfo("sleep", "300"))!;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task Nothing_to_stop_is_no_failure()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await DownCommand.StopAsync(data, Patience, output, TestContext.Current.CancellationToken));
        Assert.Contains("No hub runs", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_is_told_to_stop_and_waited_for()
    {
        using var held = data.Take();
        held.Announce(new RunningHub(process.Id, process.StartTime.ToUniversalTime(), Address, Ready: true));

        var code = await DownCommand.StopAsync(data, Patience, TextWriter.Null, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(5)), "ended");
        Assert.Equal(128 + 15, process.ExitCode);
    }

    [Fact]
    public async Task A_process_that_was_given_the_same_id_later_is_left_alone()
    {
        using var held = data.Take();
        held.Announce(new RunningHub(process.Id, process.StartTime.ToUniversalTime().AddMinutes(-5), Address, Ready: true));

        await Assert.ThrowsAsync<CommandFailure>(() =>
            DownCommand.StopAsync(data, Patience, TextWriter.Null, TestContext.Current.CancellationToken)
        );
        Assert.False(process.HasExited, "still there");
    }

    [Fact]
    public async Task A_hub_that_was_killed_has_nothing_stopped_in_its_name()
    {
        data.Take().Dispose();
        new RunningHub(process.Id, process.StartTime.ToUniversalTime(), Address, Ready: true).Write(data.Below("hub.json"));

        Assert.Equal(0, await DownCommand.StopAsync(data, Patience, TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.False(process.HasExited, "still there");
    }
}
