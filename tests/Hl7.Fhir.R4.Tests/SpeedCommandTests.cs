using System.Text.RegularExpressions;
using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>The third scoreboard is a measurement, not a test: it is printed by a command, which must be the right one.</summary>
public sealed partial class SpeedCommandTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Scoreboard")]
    public void The_speed_is_measured_by_the_command_that_the_README_gives()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "onebox", "Hl7.Fhir.R4", "README.md"));
        var command = Command().Match(readme);
        Assert.True(command.Success);
        Assert.True(Directory.Exists(Path.Combine(RepositoryRoot.Path, command.Groups[1].Value)));
        output.WriteLine($"speed: {command.Value.TrimEnd()}");

        var figures = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "fhir-reader.md"));
        foreach (
            var operation in new[] { "bare scan", "JsonDocument.Parse", "read, all checks", "| read + map", "**gate + read**", "| write" }
        )
            output.WriteLine(Assert.Single(figures, line => line.StartsWith('|') && line.Contains(operation, StringComparison.Ordinal)));
    }

    [GeneratedRegex("dotnet run -c Release --project (bench/FhirBench)[^\r\n#]*", RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
