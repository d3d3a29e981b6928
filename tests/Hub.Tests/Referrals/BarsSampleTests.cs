using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Referrals;

public sealed class BarsSampleTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "referrals-bars.md");

    [Fact]
    public void Every_published_sample_is_handled_as_the_table_says()
    {
        if (SharedMaterial.TryFind("samples/bars-1.4.0") is not { } folder)
        {
            Assert.Skip("The samples are not beside the repository.");
            return;
        }

        var written = BarsSamples.Table(folder);
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(Page, written);
        Assert.Equal(written, File.ReadAllText(Page));
    }
}
