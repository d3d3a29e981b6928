using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.Testing;
using IntegrationHub.Tests.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.OneFact;

public sealed class OneFactDocumentTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "one-fact.md");

    [Fact]
    public void The_document_is_in_step_with_the_rules()
    {
        var written = OneFactDocument.Write();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(Page, written);

        Assert.Equal(written, File.ReadAllText(Page));
    }

    [Fact]
    public void Each_code_is_in_one_concept_only() =>
        Assert.Distinct(FactCodes.Equivalents.Concat(FactCodes.Unspecific).Select(row => (row.System, row.Code)));
}
