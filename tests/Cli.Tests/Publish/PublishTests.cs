using System.IO.Compression;
using IntegrationHub.Cli.Publish;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Publish;

public sealed class PublishTests
{
    [Fact]
    public async Task The_exact_commands_are_printed()
    {
        using var output = new StringWriter();

        var code = await HubCommandLine.RunAsync(
            ["publish", "--resource-group", "rg", "--app", "func", "--hub-fhir", "--print"],
            output,
            output
        );

        Assert.Equal(0, code);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("rm -rf artifacts/publish/app", lines[1]);
        Assert.Equal(
            "dotnet publish functions --configuration Release -p:HubPlatform=azure -p:HubFhir=onebox --output artifacts/publish/app",
            lines[2]
        );
        Assert.StartsWith("(cd artifacts/publish/app && zip --quiet --recurse-paths /", lines[3], StringComparison.Ordinal);
        Assert.Matches(
            @"^az functionapp deployment source config-zip --resource-group rg --name func --src artifacts/publish/[\w-]+\.zip$",
            lines[4]
        );
    }

    [Fact]
    public async Task A_former_package_is_deployed_without_building()
    {
        using var output = new StringWriter();

        await HubCommandLine.RunAsync(
            ["publish", "--resource-group", "rg", "--app", "func", "--package", "old.zip", "--print"],
            output,
            output
        );

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("az functionapp deployment source config-zip --resource-group rg --name func --src old.zip", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void A_package_holds_hidden_folders_too_and_replaces_one_of_the_same_name()
    {
        using var folder = new TempFolder();
        var plan = new PublishPlan("rg", "func", folder.Path, "v1", HubReader: false);
        System.IO.Directory.CreateDirectory(Path.Combine(plan.Files, ".azurefunctions"));
        File.WriteAllText(Path.Combine(plan.Files, ".azurefunctions", "a.dll"), "a");
        File.WriteAllText(Path.Combine(plan.Files, "host.json"), "{}");

        PublishCommand.PackFiles(plan);
        PublishCommand.PackFiles(plan);

        using var zip = ZipFile.OpenRead(plan.Package);
        Assert.Equal([".azurefunctions/a.dll", "host.json"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("plain-1.2_x/y", "plain-1.2_x/y")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void An_argument_is_quoted_where_a_shell_would_take_it_apart(string argument, string quoted) =>
        Assert.Equal("tool " + quoted, new ShellCommand("tool", argument).ToString());
}
