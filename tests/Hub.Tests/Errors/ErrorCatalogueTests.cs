using System.Text;
using IntegrationHub.Errors;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Errors;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void No_two_kinds_share_a_code()
    {
        Assert.Equal(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(kind => kind.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_code_is_INT_and_three_digits_with_an_error_status()
    {
        Assert.All(
            ErrorCatalogue.All,
            kind =>
            {
                Assert.Matches(@"\AINT[0-9]{3}\z", kind.Code);
                Assert.InRange(kind.Status, 400, 599);
            }
        );
    }

    /// <summary>Set HUB_WRITE_DOCS=1 to write the file anew.</summary>
    [Fact]
    public void The_partners_list_of_codes_is_in_step()
    {
        var file = Path.Combine(RepositoryRoot.Path, "docs", "errors.md");
        var text = Render();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(text, File.ReadAllText(file));
    }

    private static string Render()
    {
        var text = new StringBuilder(
            "# Error codes\n\nPermanent: a code is never reused or renumbered. Made from `ErrorCatalogue`; a test compares.\n\n"
        );
        text.Append("| code | status | what is wrong |\n|---|---|---|\n");
        foreach (var kind in ErrorCatalogue.All)
            text.Append("| ").Append(kind.Code).Append(" | ").Append(kind.Status).Append(" | ").Append(kind.Title).Append(" |\n");
        return text.ToString();
    }
}
