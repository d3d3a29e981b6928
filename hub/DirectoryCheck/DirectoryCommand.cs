using System.CommandLine;
using IntegrationHub.Cli.Help;
using IntegrationHub.Directory;

namespace IntegrationHub.Cli.DirectoryCheck;

/// <summary><c>hub directory check</c>: says whether a hub could start with these directory files, and if not, every reason.</summary>
internal static class DirectoryCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "Folder of the directory's files [default: directory]",
            HelpName = "DIR",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new ExampleCommand(
            "check",
            "Checks the directory's files and prints every fault: file, place in it, rule. Exits with 1 if there is one.",
            "hub directory check",
            "hub directory check ../our-ics/directory"
        )
        {
            folder,
            DataOption.Create(),
        };
        check.SetAction(parsed =>
            Check(DirectoryFolder.Find(parsed.GetValue(folder)), parsed.InvocationConfiguration.Output, TimeProvider.System)
        );
        return new ExampleCommand("directory", "Who is who in the system, and each place's rules.", "hub directory check")
        {
            check,
            Emulator(),
        };
    }

    private static ExampleCommand Emulator()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "Folder of the directory's files [default: directory]",
            HelpName = "DIR",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new ExampleCommand(
            "emulator",
            "Prints the queues, topics and subscriptions as Config.json of the Azure Service Bus emulator.",
            "hub directory emulator"
        )
        {
            folder,
            DataOption.Create(),
        };
        command.SetAction(parsed =>
        {
            var from = DirectoryFolder.Find(parsed.GetValue(folder));
            var directory =
                HubDirectory.Load(from).Directory ?? throw new CommandFailure($"{from} has faults: `hub directory check` lists them.");
            parsed.InvocationConfiguration.Output.WriteLine(EmulatorEntities.Write(directory.Messaging));
            return 0;
        });
        return command;
    }

    /// <returns>0 when a hub can work with the directory, today too.</returns>
    internal static int Check(string folder, TextWriter output, TimeProvider time)
    {
        var load = HubDirectory.Load(folder);
        foreach (var fault in load.Faults)
            output.WriteLine(fault);
        output.WriteLine(
            load.Directory is { } directory
                ? $"{folder} is sound: {directory.Places.Count} places, {directory.Neighbourhoods.Count} neighbourhoods, "
                    + $"{directory.Organisations.Count} organisations, {directory.DischargeHubs.Count} discharge hubs."
                : $"{folder} has {load.Faults.Count} faults."
        );
        return load.Directory is null || HolidaysHaveRunOut(load.Directory.BankHolidays, output, time) ? 1 : 0;
    }

    /// <summary>Beyond the file's end every weekday counts as a working day, and clocks run out too early.</summary>
    private static bool HolidaysHaveRunOut(BankHolidays holidays, TextWriter output, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (holidays.HasRunOutOn(today))
            output.WriteLine($"bank-holidays.json ended with {holidays.LastYear}: clocks in working days run wrong until it goes on.");
        else if (holidays.RunsOutSoonAfter(today))
            output.WriteLine($"bank-holidays.json ends with {holidays.LastYear}: add the next years' bank holidays before then.");
        return holidays.HasRunOutOn(today);
    }
}
