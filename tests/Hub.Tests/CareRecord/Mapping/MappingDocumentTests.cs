using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class MappingDocumentTests
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "docs", "mapping.md");

    [Fact]
    public void The_document_is_in_step_with_the_rules()
    {
        var written = MappingDocument.Write();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            System.IO.File.WriteAllText(File, written);

        Assert.Equal(written, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Every_type_of_the_table_is_mapped_and_no_other()
    {
        var listed = MappingTable.All.Select(table => table.Type).Order(StringComparer.Ordinal);
        var mapped = ModelInfo.SupportedResources.Where(type => !IsLeftOut(type)).Order(StringComparer.Ordinal);

        Assert.Equal(listed, mapped);
    }

    [Fact]
    public void Every_heading_is_one_of_the_standards()
    {
        var used = MappingTable.All.SelectMany(table => table.Sections.Select(rule => rule.Section).Append(table.Otherwise)).ToHashSet();

        Assert.All(used, section => Assert.Contains(section, Section.All));
        Assert.DoesNotContain(Section.Unmapped, used);
    }

    [Fact]
    public void Of_the_types_that_nobody_has_thought_of_this_is_the_list() =>
        Assert.Equal(
            [
                "Basic",
                "BiologicallyDerivedProduct",
                "DeviceMetric",
                "DocumentManifest",
                "GuidanceResponse",
                "ImmunizationEvaluation",
                "ImmunizationRecommendation",
                "MeasureReport",
                "Media",
                "MolecularSequence",
                "SupplyDelivery",
                "SupplyRequest",
                "VisionPrescription",
            ],
            ModelInfo.SupportedResources.Where(type => Reason(type) is ResourceMapper.TypeNotMapped).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_code_that_a_heading_is_taken_from_is_one_of_UK_Cores()
    {
        if (SharedMaterial.TryFind("uk/uk-codesystems.json") is not { } file)
        {
            Assert.Skip("The code systems of UK Core are not beside the repository.");
            return;
        }

        var codes = JsonNode.Parse(System.IO.File.ReadAllText(file))![Headings.UkCore]!.AsObject().Select(code => code.Key).ToHashSet();
        Assert.All(Headings.ByHeading.Values.SelectMany(all => all), code => Assert.Contains(code, codes));
    }

    [Fact]
    public void Every_heading_of_the_standard_can_be_filled()
    {
        foreach (var section in Section.All.Where(section => section != Section.Unmapped))
        {
            var category = $$"""[{"coding":[{"system":"{{Headings.Own}}","code":"{{section.Code}}"}]}]""";
            Assert.Equal(section, Mapped.Entry("Observation", $$""" "code":{"text":"x"},"category":{{category}} """).Section);
        }
    }

    private static string? Reason(string type) =>
        ResourceMapper.Map(Mapped.Resource(type, "\"id\":\"1\"")) is MappingOutcome.Unmapped unmapped ? unmapped.Reason : null;

    private static bool IsLeftOut(string type) =>
        type is not "Device"
        && (
            Reason(type) is ResourceMapper.TypeNotMapped
            || UnmappedTypes.All.Any(reason => reason.Types.Contains(type, StringComparer.Ordinal))
        );
}
