using System.CommandLine;

namespace IntegrationHub.Cli.Help;

/// <summary>A command whose help ends with lines that can be copied and run.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
