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
        var mapped = ModelInfo
            .SupportedResources.Where(type => Mapped.Resource(type, "\"id\":\"1\"") is { } resource && !IsNotMapped(resource))
            .Order(StringComparer.Ordinal);

        Assert.Equal(listed, mapped);
    }

    [Fact]
    public void Every_heading_is_one_of_the_standards()
    {
        var used = MappingTable.All.SelectMany(table => table.Sections.Select(rule => rule.Section).Append(table.Otherwise)).ToHashSet();

        Assert.All(used, section => Assert.Contains(section, Section.All));
        Assert.DoesNotContain(Section.Unmapped, used);
    }

    private static bool IsNotMapped(Resource resource) =>
        ResourceMapper.Map(resource) is MappingOutcome.Unmapped { Reason: ResourceMapper.TypeNotMapped };
}
