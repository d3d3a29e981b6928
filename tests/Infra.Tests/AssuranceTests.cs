using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationHub.Storage;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>The assurance pack names tests that exist, and says nothing of a hazard without a control.</summary>
public sealed partial class AssuranceTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "docs", "assurance");

    private static readonly Dictionary<string, string> Files = System
        .IO.Directory.EnumerateFiles(Folder, "*.md")
        .ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void Each_test_that_is_named_exists()
    {
        var sources = System
            .IO.Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);
        var named = Files.Values.SelectMany(text => NamedTest.Matches(text)).DistinctBy(match => match.Value).ToList();

        Assert.True(named.Count > 40);
        Assert.All(
            named,
            match =>
                Assert.Contains(
                    sources[match.Groups["class"].Value],
                    source => source.Contains($" {match.Groups["test"].Value}(", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Each_hazard_has_a_risk_and_controls_each_with_a_test()
    {
        var hazards = Files["hazard-log.md"].Split("\n### ").Skip(1).ToList();

        Assert.Equal(
            Enumerable.Range(1, hazards.Count),
            hazards.Select(hazard => int.Parse(Number.Match(hazard).Groups["number"].Value, CultureInfo.InvariantCulture))
        );
        Assert.All(
            hazards,
            hazard =>
            {
                Assert.Matches(@"Severity [1-5], likelihood [1-5], \*\*risk [1-5]\*\*", hazard);
                var controls = hazard.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToList();
                Assert.NotEmpty(controls);
                Assert.All(
                    controls.Where(line => !line.StartsWith("- Left:", StringComparison.Ordinal)),
                    line => Assert.Matches(NamedTest, line)
                );
            }
        );
    }

    [Fact]
    public void Retention_is_said_of_every_store() =>
        Assert.All(
            StoreNames.Tables.Concat(StoreNames.Containers),
            store => Assert.Contains($"`{store}`", Files["retention.md"], StringComparison.Ordinal)
        );

    [Fact]
    public void Each_link_leads_to_a_file() =>
        Assert.All(
            Files.Values.SelectMany(text => Link.Matches(text)),
            match => Assert.True(Path.Exists(Path.Combine(Folder, match.Groups["target"].Value)), match.Value)
        );

    [Fact]
    public void What_retention_says_of_settings_is_what_the_templates_have()
    {
        var main = InfraFiles.Template("main.bicep");

        Assert.All(
            ["immutableDays", "droppedFileDays", "logRetentionDays"],
            name =>
            {
                Assert.Contains(name, Files["retention.md"], StringComparison.Ordinal);
                Assert.Contains(main.Blocks, block => block.Keyword == "param" && block.Symbol == name);
            }
        );
        Assert.Contains("param immutableDays = 2922", InfraFiles.Parameters.Single(file => file.Name == "prod.bicepparam").Lines);
    }

    [GeneratedRegex(@"`(?<class>[A-Z]\w*Tests)\.(?<test>\w+)`", RegexOptions.CultureInvariant)]
    private static partial Regex NamedTest { get; }

    [GeneratedRegex(@"^H(?<number>\d+) ", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(#[^)]*)?\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link { get; }
}
