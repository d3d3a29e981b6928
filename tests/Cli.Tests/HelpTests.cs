using System.CommandLine;
using IntegrationHub.Cli.Help;

namespace IntegrationHub.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands() => new(Walk(HubCommandLine.Build(), "").Select(each => each.Path));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help_that_ends_with_examples(string path)
    {
        using var output = new StringWriter();

        var code = await HubCommandLine.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"], output, output);

        Assert.Equal(0, code);
        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        var examples = lines.SkipWhile(line => line != "Examples:").Skip(1).ToList();
        Assert.NotEmpty(examples);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_is_a_command_line_that_parses(string path)
    {
        var root = HubCommandLine.Build();
        var command = Walk(root, "").Single(each => each.Path == path).Command;
        if (command is not ExampleCommand { Examples: var examples })
            return;

        foreach (var example in examples.Where(line => line.StartsWith("hub ", StringComparison.Ordinal)))
            Assert.Empty(root.Parse(example["hub ".Length..]).Errors);
    }

    [Fact]
    public void Every_command_that_does_something_takes_the_data_folder() =>
        Assert.All(
            Walk(HubCommandLine.Build(), "").Where(each => each.Command.Action is not null),
            each => Assert.Contains(each.Command.Options, option => option.Name == "--data")
        );

    [Fact]
    public async Task What_can_be_put_right_is_said_in_one_line()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await HubCommandLine.RunAsync(["send", "no-such-file.json"], output, error);

        Assert.Equal(1, code);
        Assert.Equal("There is no file or folder no-such-file.json.", error.ToString().TrimEnd());
        Assert.Empty(output.ToString());
    }

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path)
    {
        yield return (path, command);
        foreach (var below in command.Subcommands.SelectMany(sub => Walk(sub, $"{path} {sub.Name}".Trim())))
            yield return below;
    }
}
