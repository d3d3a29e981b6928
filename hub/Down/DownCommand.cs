using System.CommandLine;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Down;

/// <summary><c>hub down</c>: stops the hub that runs on a data folder and waits until it is gone.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var patience = new Option<int>("--wait")
        {
            Description = "How many seconds the hub may take to finish what is under way",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 60,
        };
        var command = new ExampleCommand(
            "down",
            "Stops the hub that runs on the data folder, after it has finished what is under way. Nothing to stop is no failure.",
            "hub down",
            "hub down --data /var/lib/hub --wait 120"
        )
        {
            data,
            patience,
        };
        command.SetAction(
            (parsed, cancellation) =>
                StopAsync(
                    DataFolder.At(parsed.GetRequiredValue(data)),
                    TimeSpan.FromSeconds(parsed.GetRequiredValue(patience)),
                    parsed.InvocationConfiguration.Output,
                    cancellation
                )
        );
        return command;
    }

    internal static async Task<int> StopAsync(DataFolder folder, TimeSpan patience, TextWriter output, CancellationToken cancellation)
    {
        if (folder.FindRunningHub() is not { } hub)
        {
            await output.WriteLineAsync($"No hub runs on the data folder {folder.Path}.");
            return 0;
        }

        using var process =
            HubProcess.Find(hub)
            ?? throw new CommandFailure(
                $"The data folder {folder.Path} is in use, but not by process {hub.ProcessId} that its hub.json names: nothing was stopped."
            );
        process.AskToStop();
        if (!await process.WaitUntilGoneAsync(patience, cancellation))
            throw new CommandFailure(
                $"The hub (process {hub.ProcessId}) is still finishing work after {patience.TotalSeconds:0} s: run `hub down` again to go on waiting."
            );
        await output.WriteLineAsync("The hub has stopped.");
        return 0;
    }
}
