using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Referrals;

public sealed class ReferralDocumentTests
{
    private static readonly string Docs = Path.Combine(RepositoryRoot.Path, "docs");

    [Fact]
    public void The_document_is_in_step_with_the_tables() => InStep(Path.Combine(Docs, "referrals.md"), ReferralDocument.Write());

    [Fact]
    public void The_schema_is_the_one_of_the_catalogue() =>
        InStep(Path.Combine(Docs, "schemas", "care-referral-events.v1.json"), ReferralEventSchema.Write());

    private static void InStep(string page, string written)
    {
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(page, written);
        Assert.Equal(written, File.ReadAllText(page));
    }
}
