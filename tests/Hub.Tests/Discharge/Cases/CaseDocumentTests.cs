using IntegrationHub.Discharge.Cases;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class CaseDocumentTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "docs");

    [Theory]
    [InlineData("discharge-case.md")]
    [InlineData("discharge-case.svg")]
    public void The_document_and_its_picture_are_in_step_with_the_table(string name)
    {
        var page = Path.Combine(Folder, name);
        var written = name.EndsWith(".svg", StringComparison.Ordinal) ? CasePicture.Write() : CaseDocument.Write();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(page, written);

        Assert.Equal(written, File.ReadAllText(page));
    }

    [Fact]
    public void The_picture_shows_every_way_that_is_no_conflict()
    {
        var shown = CasePicture.Ways.SelectMany(way => way.Rows).ToHashSet();
        var ways = CaseTransitions.Table.Where(row => row.Conflict is null && row.Target is not CaseTarget.Same);

        Assert.All(ways, row => Assert.Contains(row, shown));
        Assert.All(CasePicture.Ways, way => Assert.NotEmpty(way.Rows));
        Assert.DoesNotContain(shown, row => row.Target is CaseTarget.Same);
    }
}
