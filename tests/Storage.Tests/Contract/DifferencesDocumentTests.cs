using System.Text;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Contract;

/// <summary>docs/onebox-storage-differences.md is the list in code, rendered. HUB_WRITE_DOCS=1 writes it.</summary>
public sealed class DifferencesDocumentTests
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "docs", "onebox-storage-differences.md");

    [Fact]
    public async Task The_document_says_what_the_list_says()
    {
        var expected = Render();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            await System.IO.File.WriteAllTextAsync(File, expected, TestContext.Current.CancellationToken);
        Assert.Equal(expected, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_difference_names_a_test_of_the_contract()
    {
        var tests = typeof(ContractTests)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ContractTests)))
            .SelectMany(type => type.GetMethods())
            .Select(method => method.Name)
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(KnownDifferences.All, difference => Assert.Contains(difference.Test.Split('(')[0], tests));
    }

    private static string Render()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Where embedded storage and Azurite differ

            Written from `tests/Storage.Tests/Contract/KnownDifferences.cs`; a test keeps it in step (`HUB_WRITE_DOCS=1` writes it anew).
            The contract suite runs each test against both. In each row below the embedded service does what Azure documents, and Azurite does not.

            | test | Azurite 3.35 | Azure documents, and embedded storage does | source |
            |---|---|---|---|

            """
        );
        foreach (var difference in KnownDifferences.All)
        {
            text.Append("| ")
                .Append(difference.Test.Replace('_', ' '))
                .Append(" | ")
                .Append(difference.Azurite)
                .Append(" | ")
                .Append(difference.Azure)
                .Append(" | [doc](")
                .Append(difference.Source)
                .Append(") |\n");
        }

        text.Append("\n## Where embedded storage differs from Azure\n\n");
        foreach (var difference in KnownDifferences.FromAzure)
            text.Append("- ").Append(difference).Append('\n');
        return text.ToString();
    }
}
