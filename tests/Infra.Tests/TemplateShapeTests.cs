using System.Diagnostics;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

public sealed class TemplateShapeTests
{
    private static readonly BicepFile Main = InfraFiles.Template("main.bicep");

    [Fact]
    public void Every_parameter_and_output_is_described() =>
        Assert.All(
            InfraFiles.Templates.SelectMany(file => file.Blocks).Where(block => block.Keyword is "param" or "output" or "type"),
            block => Assert.True(block.IsDescribed, $"{block.File.Name}: {block.Symbol} has no description")
        );

    [Fact]
    public void No_parameter_is_of_just_any_shape() =>
        Assert.All(
            InfraFiles.Templates.SelectMany(file => file.Blocks).Where(block => block.Keyword == "param"),
            block => Assert.DoesNotMatch(@"^param \w+ (object|array|any)\b", block.Lines[0])
        );

    [Fact]
    public void Every_module_is_used()
    {
        var used = InfraFiles
            .Templates.SelectMany(file =>
                file.Blocks.Where(block => block.Keyword == "module")
                    .Select(block =>
                        file.Name.StartsWith("modules/", StringComparison.Ordinal) ? "modules/" + block.Address : block.Address
                    )
            )
            .Distinct(StringComparer.Ordinal);
        var there = InfraFiles.Templates.Select(file => file.Name).Where(name => name.StartsWith("modules/", StringComparison.Ordinal));

        Assert.Equal(there.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("test")]
    [InlineData("prod")]
    public void Every_environment_gives_each_parameter_that_has_no_default(string environment)
    {
        var file = InfraFiles.Parameters.Single(file => file.Name == environment + ".bicepparam");
        var given = file.Blocks.Where(block => block.Keyword == "param").Select(block => block.Symbol).ToList();
        var parameters = Main.Blocks.Where(block => block.Keyword == "param").ToList();

        Assert.Contains($"param environmentName = '{environment}'", file.Lines);
        Assert.Empty(parameters.Where(block => block.Expression.Length == 0).Select(block => block.Symbol).Except(given));
        Assert.Empty(given.Except(parameters.Select(block => block.Symbol)));
    }

    [Fact]
    public async Task The_checker_finds_no_error_and_no_warning()
    {
        var checker = SharedMaterial.TryFind("tools/bicep-check/bicep-check.mjs");
        Assert.SkipWhen(checker is null, "There is no ../shared/tools/bicep-check beside the repository.");
        Assert.SkipUnless(NodeTool.TryFind(out _), "Node.js is not on the PATH.");
        using var node = Process.Start(
            new ProcessStartInfo("node", [checker, InfraFiles.Folder]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, await output + errors);
        Assert.Contains("0 errors, 0 warnings", await output + errors, StringComparison.Ordinal);
    }
}
