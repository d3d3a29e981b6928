using System.Text.RegularExpressions;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>The app's plan: Flex Consumption, with instances kept ready for intake.</summary>
public sealed partial class ScaleTests
{
    private static readonly BicepFile App = InfraFiles.Template("modules/app.bicep");

    [Fact]
    public void It_runs_dotnet_isolated_on_flex_consumption()
    {
        Assert.Equal("'FC1'", App.Block("resource", "plan").Value("sku.name"));
        var app = App.Block("resource", "app");
        Assert.Equal("'dotnet-isolated'", app.Value("properties.functionAppConfig.runtime.name"));
        Assert.Equal("'10.0'", app.Value("properties.functionAppConfig.runtime.version"));
        Assert.Equal("appSubnetId", app.Value("properties.virtualNetworkSubnetId"));
    }

    [Fact]
    public void How_it_scales_is_said_by_parameters()
    {
        var app = App.Block("resource", "app");
        const string Scale = "properties.functionAppConfig.scaleAndConcurrency.";

        Assert.Equal("alwaysReady", app.Value(Scale + "alwaysReady"));
        Assert.Equal("instanceMemory", app.Value(Scale + "instanceMemoryMB"));
        Assert.Equal("maximumInstances", app.Value(Scale + "maximumInstanceCount"));
        Assert.Equal("requestsPerInstance", app.Value(Scale + "triggers.http.perInstanceConcurrency"));
    }

    [Fact]
    public void Production_keeps_instances_ready_for_both_ways_of_intake_and_for_functions_that_exist()
    {
        var production = InfraFiles.Parameters.Single(file => file.Name == "prod.bicepparam");
        var names = ReadyFor.Matches(production.Text).Select(match => match.Groups["name"].Value).ToList();

        Assert.Contains("http", names);
        Assert.Contains("function:CareEvents", names);
        var functions = System
            .IO.Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => FunctionName.Matches(File.ReadAllText(path)))
            .Select(match => "function:" + match.Groups["name"].Value);
        Assert.Empty(names.Except(functions).Except(["http"]));
    }

    [GeneratedRegex(@"\{ name: '(?<name>[\w:]+)', instanceCount: \d+ \}", RegexOptions.CultureInvariant)]
    private static partial Regex ReadyFor { get; }

    [GeneratedRegex(@"\[Function\(""(?<name>\w+)""\)\]", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionName { get; }
}
