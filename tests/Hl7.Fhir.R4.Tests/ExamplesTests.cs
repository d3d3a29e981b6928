using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>HL7's own examples of R4: every valid one comes back as the same JSON.</summary>
public sealed class ExamplesTests(ITestOutputHelper output)
{
    private const string NoName = "ImplementationGuide.name and .status are required and missing";
    private const string NoBase = "SearchParameter.base is required and missing";
    private const string WrongUrl = "an entry's fullUrl disagrees with its resource's id";
    private const string NoSnomed = "a code of its is none of SNOMED CT's";
    private const string NoNarrative = "its narrative has no content (txt-2)";

    /// <summary>Examples that break R4's own rules.</summary>
    private static readonly SortedDictionary<string, string> Faulty = new(StringComparer.Ordinal)
    {
        ["ImplementationGuide-fhir.json"] = NoName,
        ["ig-r4.json"] = NoName,
        ["Questionnaire-qs1.json"] = "Questionnaire.item.linkId is required and missing in many items",
        ["SearchParameter-codesystem-extensions-CodeSystem-author.json"] = NoBase,
        ["SearchParameter-codesystem-extensions-CodeSystem-effective.json"] = NoBase,
        ["SearchParameter-codesystem-extensions-CodeSystem-end.json"] = NoBase,
        ["SearchParameter-codesystem-extensions-CodeSystem-keyword.json"] = NoBase,
        ["SearchParameter-codesystem-extensions-CodeSystem-workflow.json"] = NoBase,
        ["SearchParameter-valueset-extensions-ValueSet-author.json"] = NoBase,
        ["SearchParameter-valueset-extensions-ValueSet-effective.json"] = NoBase,
        ["SearchParameter-valueset-extensions-ValueSet-end.json"] = NoBase,
        ["SearchParameter-valueset-extensions-ValueSet-keyword.json"] = NoBase,
        ["SearchParameter-valueset-extensions-ValueSet-workflow.json"] = NoBase,
        ["SearchParameter-questionnaireresponse-extensions-QuestionnaireResponse-item-subject.json"] =
            "its id is longer than 64 characters",
        ["ActivityDefinition-blood-tubes-supply.json"] = NoNarrative,
        ["ActivityDefinition-heart-valve-replacement.json"] = NoNarrative,
        ["EventDefinition-example.json"] = NoNarrative,
        ["Questionnaire-zika-virus-exposure-assessment.json"] = NoNarrative,
        ["Bundle-10bb101f-a121-4264-a920-67be9cb82c74.json"] = WrongUrl,
        ["Bundle-3a0707d3-549e-4467-b8b8-5a2ab3800efe.json"] = WrongUrl,
        ["Bundle-lri-example.json"] = WrongUrl,
        ["ImagingStudy-example-xr.json"] = NoSnomed,
        ["PlanDefinition-example-cardiology-os.json"] = NoSnomed,
        ["Bundle-dataelements.json"] = "two entries have the same fullUrl (bdl-7)",
    };

    [Fact]
    [Trait("Category", "Scoreboard")]
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
        var same = trips.Where(trip => trip.Issues.Count == 0 && trip.Difference is null).ToList();
        output.WriteLine(
            $"{trips.Count} examples: {same.Count} valid and the same when written back, {Faulty.Count} with a fault of their own"
        );
        foreach (var (file, reason) in Faulty)
            output.WriteLine($"{file}: {reason}");
        Assert.Equal(Faulty.Keys.Order(StringComparer.Ordinal), trips.Except(same).Select(trip => trip.File).Order(StringComparer.Ordinal));
        // A fault in an example is no reason to lose any of it.
        Assert.All(trips, trip => Assert.Null(trip.Difference));
    }
}
