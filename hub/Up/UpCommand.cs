using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IntegrationHub.Cli.Demonstration.Week;
using IntegrationHub.Cli.DirectoryCheck;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary><c>hub up</c>: the whole hub in one process, until it is told to stop.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on this machine; 0 takes a free one",
            HelpName = "PORT",
            DefaultValueFactory = _ => 7071,
        };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                result.AddError("--port takes 0 to 65535.");
        });
        var directory = new Option<string?>("--directory")
        {
            Description = "Folder of the directory's files [default: directory]",
            HelpName = "DIR",
        };
        var noDemonstration = new Option<bool>("--no-demo") { Description = "Start without the demonstration day" };
        var week = new Option<int?>("--demo-speed")
        {
            Description =
                $"Play an ordinary week instead, in SECONDS ({WeekPlay.ShortestSeconds} to {WeekPlay.LongestSeconds}; {WeekPlay.UsualSeconds} where left out): admissions, plans, answers, discharges of all places, in order, while the boards are watched",
            HelpName = "SECONDS",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = SecondsIn,
        };
        var detach = new Option<bool>("--detach")
        {
            Description = "Return when the hub is ready and leave it running; `hub down` stops it",
        };
        var storage = new Option<StorageKind>("--storage")
        {
            Description = "Where tables and blobs are kept: embedded (in the data folder) or azurite (installed from npm; needs Node.js)",
            HelpName = "embedded|azurite",
            DefaultValueFactory = _ => StorageKind.Embedded,
        };
        var data = DataOption.Create();

        var command = new ExampleCommand(
            "up",
            "Starts the hub in one process, with storage and messaging under the data folder, loads a demonstration day into a new folder, prints its addresses, and runs until Ctrl-C.",
            "hub up",
            "hub up --port 8080 --data /var/lib/hub --no-demo",
            "hub up --demo-speed 300",
            "hub up --detach"
        )
        {
            port,
            data,
            directory,
            noDemonstration,
            week,
            detach,
            storage,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var options = new UpOptions(
                    parsed.GetRequiredValue(port),
                    DataFolder.At(parsed.GetRequiredValue(data)),
                    DirectoryFolder.Find(parsed.GetValue(directory)),
                    !parsed.GetValue(noDemonstration) && parsed.GetValue(week) is null,
                    parsed.GetRequiredValue(storage)
                )
                {
                    WeekSeconds = parsed.GetValue(week),
                };
                var output = parsed.InvocationConfiguration.Output;
                return parsed.GetValue(detach)
                    ? DetachedStart.RunAsync(options, output, cancellation)
                    : HubRun.RunAsync(options, output, TimeProvider.System, cancellation);
            }
        );
        return command;
    }

    private static int? SecondsIn(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
            return WeekPlay.UsualSeconds;
        if (
            int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= WeekPlay.ShortestSeconds and <= WeekPlay.LongestSeconds
        )
            return seconds;
        result.AddError($"--demo-speed takes seconds, {WeekPlay.ShortestSeconds} to {WeekPlay.LongestSeconds}.");
        return null;
    }
}
