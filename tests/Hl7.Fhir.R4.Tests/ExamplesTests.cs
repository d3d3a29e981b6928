using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>HL7's own examples of R4: every valid one comes back as the same JSON.</summary>
public sealed class ExamplesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_valid_example_of_R4_reads_and_writes_back_to_the_same_JSON()
    {
        var packages = await NpmPackages.EnsureAsync(
            new Dictionary<string, string> { ["hl7.fhir.r4.examples"] = "4.0.1" },
            TestContext.Current.CancellationToken
        );
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        var files = Directory
            .GetFiles(Path.Combine(packages.Value, "node_modules", "hl7.fhir.r4.examples"), "*.json")
            .Where(file => Path.GetFileName(file) is not ("package.json" or ".index.json"))
            .Order(StringComparer.Ordinal)
            .ToList();
        var trips = files.AsParallel().WithDegreeOfParallelism(2).Select(RoundTrip.Of).ToList();
        var faults = trips.Where(trip => trip.Issues.Count > 0 || trip.Difference is not null).ToList();
        output.WriteLine($"{trips.Count} examples, {trips.Count - faults.Count} the same, {faults.Count} not");
        foreach (var fault in faults.Take(100))
            output.WriteLine(fault.ToString());
        foreach (var group in faults.SelectMany(f => f.Issues).GroupBy(i => i.ErrorCode))
            output.WriteLine($"{group.Key} {group.Count()}");
        Assert.Empty(faults);
    }
}
