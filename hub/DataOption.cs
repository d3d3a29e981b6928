using System.CommandLine;

namespace IntegrationHub.Cli;

/// <summary><c>--data</c>, which every command takes: the folder that holds all a hub keeps, and so says which hub is meant.</summary>
internal static class DataOption
{
    public static Option<string> Create() =>
        new("--data")
        {
            Description = "The hub's data folder",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".data",
        };
}
