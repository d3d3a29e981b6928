using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Tests.Access;

/// <summary>Rows H103 to H113 of the list of hostile inputs, and their kin. Every one is answered 401, INT300.</summary>
public sealed class HostileTokenTests : IDisposable
{
    private readonly AccessBench bench = new();

    [Fact]
    public async Task A_good_token_names_its_caller()
    {
        var allowed = Assert.IsType<AccessDecision.Allowed>(await bench.CheckAsync(bench.Token()));

        Assert.Equal("RX1", allowed.Caller.Organisation.Value);
        Assert.Equal(Role.Clinician, allowed.Caller.Role);
        Assert.Equal("direct-care", allowed.Caller.Purpose);
        Assert.Equal("somebody", allowed.Caller.Subject);
    }

    [Fact]
    public async Task H103_no_token_an_empty_one_and_two_headers_are_refused()
    {
        var token = bench.Token();
        StringValues[] headers =
        [
            default,
            "",
            "Bearer",
            "Bearer ",
            "Bearer  " + token,
            "Bearer " + token + " ",
            "Bearer " + token + ", Bearer " + token,
            "Basic " + token,
            "DPoP " + token,
            token,
            new(["Bearer " + token, "Bearer " + token]),
            new([null, "Bearer " + token]),
            new([null]),
        ];
        foreach (var header in headers)
            AssertRefused(await bench.Tokens.CheckAsync(header, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    [InlineData("es256")]
    [InlineData("RS256")]
    [InlineData("")]
    public async Task H104_an_algorithm_that_is_not_the_keys_is_refused(string algorithm)
    {
        await RefusedAsync(bench.Token(header => header["alg"] = algorithm));
        var unsigned = bench.Token(header => header["alg"] = algorithm);
        await RefusedAsync(unsigned[..(unsigned.LastIndexOf('.') + 1)]);
    }

    [Fact]
    public async Task H104_a_public_key_used_as_a_shared_secret_is_refused()
    {
        var point = Assert.Single(bench.Source.Keys);
        var signed = bench.Token(header => header["alg"] = "HS256");
        signed = signed[..signed.LastIndexOf('.')];
        var mac = HMACSHA256.HashData(Base64UrlEncoder.DecodeBytes(point.X), Encoding.ASCII.GetBytes(signed));

        await RefusedAsync(signed + "." + AccessBench.Base64(mac));
    }

    [Theory]
    [InlineData("aud", "\"api://other\"")]
    [InlineData("aud", "\"API://HUB\"")]
    [InlineData("aud", "\"api://hub/\"")]
    [InlineData("aud", "[\"api://hub\", \"api://other\"]")]
    [InlineData("aud", "[]")]
    [InlineData("aud", "1")]
    [InlineData("aud", null)]
    [InlineData("iss", "\"https://issuer.example\"")]
    [InlineData("iss", "\"https://issuer.example/other-tenant/\"")]
    [InlineData("iss", "[\"https://issuer.example/\"]")]
    [InlineData("iss", null)]
    public async Task H106_another_audience_or_issuer_is_refused(string claim, string? json) =>
        await RefusedAsync(bench.Token(claims: claims => Set(claims, claim, json)));

    [Theory]
    [InlineData("typ", "\"dpop+jwt\"")]
    [InlineData("typ", "\"logout+jwt\"")]
    [InlineData("typ", "\"id_token\"")]
    [InlineData("typ", "1")]
    [InlineData("typ", null)]
    public async Task H107_another_type_of_token_is_refused(string parameter, string? json) =>
        await RefusedAsync(bench.Token(header => Set(header, parameter, json)));

    [Theory]
    [InlineData("nonce", "\"n-0S6\"")]
    [InlineData("at_hash", "\"x\"")]
    [InlineData("c_hash", "\"x\"")]
    [InlineData("token_use", "\"id\"")]
    [InlineData("typ", "\"ID\"")]
    public async Task H107_an_id_token_is_no_access_token(string claim, string json) =>
        await RefusedAsync(bench.Token(header => header["typ"] = "JWT", claims => Set(claims, claim, json)));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("' OR 1=1 --")]
    [InlineData("key-2")]
    [InlineData("KEY-1")]
    [InlineData("")]
    public async Task H109_an_unknown_key_id_is_refused(string keyId) => await RefusedAsync(bench.Token(header => header["kid"] = keyId));

    [Fact]
    public async Task H109_a_token_without_a_key_id_is_refused() => await RefusedAsync(bench.Token(header => header.Remove("kid")));

    [Theory]
    [InlineData("jku", "\"https://attacker.example/keys\"")]
    [InlineData("x5u", "\"https://attacker.example/cert\"")]
    [InlineData("x5c", "[\"MIIB\"]")]
    [InlineData("crit", "[\"b64\"]")]
    [InlineData("b64", "false")]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("enc", "\"A256GCM\"")]
    [InlineData("cty", "\"JWT\"")]
    public async Task H110_a_header_that_brings_keys_or_rules_along_is_refused(string parameter, string json) =>
        await RefusedAsync(bench.Token(header => Set(header, parameter, json)));

    [Fact]
    public async Task H110_a_key_inside_the_token_is_never_used()
    {
        using var attackers = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = attackers.ExportParameters(false).Q;
        var header = AccessBench.Header();
        header["jwk"] = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = AccessBench.Base64(point.X!),
            ["y"] = AccessBench.Base64(point.Y!),
        };

        await RefusedAsync(AccessBench.Sign(header.ToJsonString(), bench.Claims().ToJsonString(), attackers));
    }

    [Fact]
    public async Task H112_an_encrypted_token_is_refused_unopened()
    {
        using var rsa = RSA.Create(2048);
        var handler = new JsonWebTokenHandler();
        var encrypted = handler.EncryptToken(
            bench.Token(),
            new EncryptingCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512)
        );

        Assert.Equal(4, encrypted.Count(c => c == '.'));
        await RefusedAsync(encrypted);
    }

    [Fact]
    public async Task H113_a_token_of_a_megabyte_is_refused_unread()
    {
        await RefusedAsync(bench.Token(claims: claims => claims["x"] = new string('x', 1 << 20)));
        Assert.Equal(0, bench.Source.Reads);
    }

    [Fact]
    public async Task A_token_of_eight_kibibytes_passes_and_one_of_more_does_not()
    {
        var spare = (BearerToken.MaxLength - bench.Token(claims: claims => claims["x"] = "").Length) / 4 * 3;
        var longest = bench.Token(claims: claims => claims["x"] = new string('x', spare - 3));

        Assert.InRange(longest.Length, BearerToken.MaxLength - 8, BearerToken.MaxLength);
        Assert.Equal("clinician", await bench.AnswerAsync(longest));
        await RefusedAsync(bench.Token(claims: claims => claims["x"] = new string('x', spare + 6)));
    }

    [Theory]
    [InlineData("AA.AAA.AAAA", true)]
    [InlineData("AA.AAA.AQ", true)]
    [InlineData("AA.AAA.AR", false)] // the same byte as AQ
    [InlineData("AA.AAA.AAB", false)] // the same bytes as AAA
    [InlineData("AA.AAA.A", false)]
    [InlineData("AA.AAA.AA==", false)]
    [InlineData("AA.AAA.A A", false)]
    [InlineData("AA.AAA.A+", false)]
    [InlineData("AA.AAA.", false)]
    [InlineData("AA..AA", false)]
    [InlineData(".AA.AA", false)]
    [InlineData("AA.AA", false)]
    [InlineData("AA.AA.AA.AA", false)]
    [InlineData("AA.AA.AA.AA.AA", false)]
    public void Of_all_spellings_of_a_token_one_is_taken(string token, bool isTaken) =>
        Assert.Equal(isTaken, BearerToken.IsCompactJws(token));

    [Theory]
    [InlineData("{\"alg\":\"ES256\",\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}")]
    [InlineData("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_header_that_is_not_one_plain_object_is_refused(string header) =>
        await RefusedAsync(bench.Sign(header, bench.Claims().ToJsonString()));

    [Theory]
    [InlineData("\"role\":\"clinician\"", "\"role\":\"clinician\",\"role\":\"operator\"")]
    [InlineData("\"sub\":\"somebody\"", "\"sub\":\"\"")]
    [InlineData("\"sub\":\"somebody\"", "\"sub\":1")]
    [InlineData("\"sub\":\"somebody\",", "")]
    [InlineData("\"sub\":\"somebody\"", "\"sub\":\"some\\nbody\"")]
    [InlineData("\"sub\":\"somebody\"", "\"sub\":\"\\ud800\"")]
    [InlineData("\"purpose\":\"direct-care\"", "\"purpose\":\"Direct care\\n\"")]
    [InlineData("\"purpose\":\"direct-care\"", "\"purpose\":7")]
    public async Task A_payload_that_can_be_read_two_ways_or_names_nobody_is_refused(string text, string by)
    {
        var claims = bench.Claims().ToJsonString();
        Assert.Contains(text, claims, StringComparison.Ordinal);

        await RefusedAsync(bench.Sign(AccessBench.Header().ToJsonString(), claims.Replace(text, by, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_payload_that_is_no_object_is_refused()
    {
        foreach (var payload in (string[])["", "[]", "null", "1", "\"x\"", "{", "{}", "{\"exp\":1e400}"])
            await RefusedAsync(bench.Sign(AccessBench.Header().ToJsonString(), payload));
    }

    [Fact]
    public async Task A_signature_by_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await RefusedAsync(AccessBench.Sign(AccessBench.Header().ToJsonString(), bench.Claims().ToJsonString(), other));
    }

    public void Dispose() => bench.Dispose();

    private async Task RefusedAsync(string token) => AssertRefused(await bench.CheckAsync(token));

    private static void AssertRefused(AccessDecision decision) =>
        Assert.Equal(
            ("INT300", 401),
            Assert.IsType<AccessDecision.Refused>(decision) is { Error: var error } ? (error.Code, error.Kind.Status) : default
        );

    private static void Set(JsonObject json, string name, string? value)
    {
        json.Remove(name);
        if (value is not null)
            json[name] = JsonNode.Parse(value);
    }
}
