using System.Globalization;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.EndToEnd;

/// <summary>Files in by <c>hub import</c>, tables anew by <c>hub rebuild</c>.</summary>
public sealed class BulkTests
{
    private const string Patient =
        """{"resourceType":"Patient","id":"p1","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}""";

    [Fact]
    public async Task A_folder_is_imported_its_errors_lie_beside_it_and_the_tables_made_anew_are_equal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no --detach.");
        await using var hub = new HubProgram();
        var folder = System.IO.Directory.CreateDirectory(hub.File("export")).FullName;
        var observations = Enumerable.Range(0, 50).Select(Observation).Append("""{"resourceType":"Observation","id":"faulty"}""");
        await File.WriteAllLinesAsync(Path.Combine(folder, "Observation.ndjson"), observations, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Patient.ndjson"), Patient, TestContext.Current.CancellationToken);
        var up = await hub.RunAsync("up", "--no-demo", "--detach", "--port", FreePort.Next().ToString(CultureInfo.InvariantCulture));
        Assert.True(up.Code == 0, up.Output + up.Errors);

        var first = await hub.RunAsync("import", folder);
        var again = await hub.RunAsync("import", folder);

        foreach (var (code, output, errors) in new[] { first, again })
        {
            Assert.True(code == 0, output + errors);
            Assert.Contains("2 files: 51 resources imported, 1 refused", output, StringComparison.Ordinal);
        }

        var beside = await File.ReadAllLinesAsync(
            Path.Combine(folder, "Observation.ndjson.errors.ndjson"),
            TestContext.Current.CancellationToken
        );
        Assert.All(beside, line => Assert.StartsWith("""{"line":51,"code":"INT""", line, StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(folder, "Patient.ndjson.errors.ndjson")));

        var rebuilt = await hub.RunAsync("rebuild");
        Assert.True(rebuilt.Code == 0, rebuilt.Output + rebuilt.Errors);
        Assert.Contains("equal.", rebuilt.Output, StringComparison.Ordinal);
        Assert.Equal("The new tables are dropped.", (await hub.RunAsync("rebuild", "--drop")).Output.Trim());
    }

    private static string Observation(int n) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"resourceType":"Observation","id":"o{{{n}}}","status":"final","code":{"text":"Pulse rate"},"subject":{"reference":"Patient/p1"},"valueString":"72"}"""
        );
}
