using System.Security.Cryptography;
using IntegrationHub.Access;
using Microsoft.IdentityModel.Protocols;

namespace IntegrationHub.Tests.Access;

public sealed class DiscoveryTests
{
    private const string Authority = "https://issuer.example/tenant/";
    private const string Discovery = "https://issuer.example/tenant/.well-known/openid-configuration";
    private const string Keys = "https://issuer.example/keys";

    [Fact]
    public async Task Keys_come_from_where_the_issuer_says()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var published = AccessBench.PublicKey("key-7", key);
        var source = Source(
            (Discovery, $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Keys}}"}"""),
            (Keys, $$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"key-7","x":"{{published.X}}","y":"{{published.Y}}"}]}""")
        );

        var read = Assert.Single(await source.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal("key-7", SigningKey.From(read)!.Id);
    }

    [Theory]
    [InlineData("""{"issuer":"https://attacker.example/","jwks_uri":"https://issuer.example/keys"}""", """{"keys":[]}""")]
    [InlineData("""{"issuer":"https://issuer.example/tenant/","jwks_uri":"https://issuer.example/keys"}""", "not json")]
    [InlineData("""{"issuer":"https://issuer.example/tenant/","jwks_uri":"https://issuer.example/elsewhere"}""", """{"keys":[]}""")]
    [InlineData("not json", """{"keys":[]}""")]
    public async Task An_issuer_whose_documents_cannot_be_used_counts_as_down(string discovery, string keys) =>
        await Assert.ThrowsAsync<IOException>(() =>
            Source((Discovery, discovery), (Keys, keys)).ReadAsync(TestContext.Current.CancellationToken)
        );

    [Theory]
    [InlineData("""{"kty":"oct","kid":"a","k":"c2VjcmV0"}""")]
    [InlineData("""{"kty":"EC","crv":"P-384","kid":"a","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","kid":"a","x":"AA","y":"AA","use":"enc"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","kid":"a","x":"AA","y":"AA","d":"AA"}""")]
    [InlineData("""{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}""")]
    public void Keys_that_are_secret_weak_or_nameless_are_left_aside(string json) =>
        Assert.Null(SigningKey.From(new Microsoft.IdentityModel.Tokens.JsonWebKey(json)));

    [Fact]
    public void A_key_that_names_its_algorithm_checks_no_other()
    {
        using var rsa = RSA.Create(2048);
        var modulus = AccessBench.Base64(rsa.ExportParameters(false).Modulus!);
        var key = new Microsoft.IdentityModel.Tokens.JsonWebKey($$"""{"kty":"RSA","kid":"a","alg":"PS256","n":"{{modulus}}","e":"AQAB"}""");

        Assert.Equal(["PS256"], SigningKey.From(key)!.Algorithms);
    }

    private static DiscoveredSigningKeys Source(params (string Address, string Content)[] documents) =>
        new(Authority, Authority, new FakeDocuments(documents.ToDictionary(row => row.Address, row => row.Content)));

    private sealed class FakeDocuments(Dictionary<string, string> documents) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            documents.TryGetValue(address, out var content) ? Task.FromResult(content) : throw new HttpRequestException("404");
    }
}
