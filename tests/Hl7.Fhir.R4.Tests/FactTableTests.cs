using System.Diagnostics;
using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>The committed tables are what the script makes of HL7's package, today as on the day they were made.</summary>
public sealed class FactTableTests
{
    [Fact]
    public async Task The_tables_of_facts_are_what_HL7s_definitions_say()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var packages = await NpmPackages.EnsureAsync(new Dictionary<string, string> { ["hl7.fhir.r4.examples"] = "4.0.1" }, cancellation);
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        var facts = Path.Combine(RepositoryRoot.Path, "onebox", "Hl7.Fhir.R4", "Facts");
        var target = Directory.CreateTempSubdirectory("fhir-facts");
        try
        {
            var package = Path.Combine(packages.Value, "node_modules", "hl7.fhir.r4.examples");
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(facts, "extract.mjs"), package, target.FullName]))!;
            await node.WaitForExitAsync(cancellation);
            Assert.Equal(0, node.ExitCode);
            foreach (var table in new[] { "model.txt", "codes.txt", "extensions.txt" })
                Assert.Equal(
                    await File.ReadAllTextAsync(Path.Combine(facts, table), cancellation),
                    await File.ReadAllTextAsync(Path.Combine(target.FullName, table), cancellation)
                );
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }
}
