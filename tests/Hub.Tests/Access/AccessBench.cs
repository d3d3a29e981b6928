using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Tests.Access;

/// <summary>An issuer whose tokens a test may write by hand, and the hub's check of them, on a clock of their own.</summary>
internal sealed class AccessBench : IDisposable
{
    public const string KeyId = "key-1";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly SigningKeys signingKeys;

    public AccessBench(Action<AccessOptions>? configure = null)
    {
        Options = new AccessOptions { Issuer = "https://issuer.example/", Audience = "api://hub" };
        configure?.Invoke(Options);
        Source = new FakeKeySource([PublicKey(KeyId, key)]);
        signingKeys = new SigningKeys(Source, Time, NullLogger<SigningKeys>.Instance);
        Tokens = new AccessTokens(Microsoft.Extensions.Options.Options.Create(Options), signingKeys, Time);
    }

    public TestClock Time { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public AccessOptions Options { get; }

    public FakeKeySource Source { get; }

    public AccessTokens Tokens { get; }

    public static JsonObject Header() =>
        new()
        {
            ["alg"] = "ES256",
            ["typ"] = "at+jwt",
            ["kid"] = KeyId,
        };

    public JsonObject Claims()
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = Options.Issuer,
            ["aud"] = Options.Audience,
            ["sub"] = "somebody",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3600,
            ["ods"] = "RX1",
            ["role"] = "clinician",
            ["purpose"] = "direct-care",
        };
    }

    /// <summary>A good token, but for what a test changes in it before it is signed.</summary>
    public string Token(Action<JsonObject>? header = null, Action<JsonObject>? claims = null)
    {
        var changedHeader = Header();
        header?.Invoke(changedHeader);
        var changedClaims = Claims();
        claims?.Invoke(changedClaims);
        return Sign(changedHeader.ToJsonString(), changedClaims.ToJsonString(), key);
    }

    public string Sign(string header, string claims) => Sign(header, claims, key);

    public static string Sign(string header, string claims, ECDsa by)
    {
        var signed = Base64(Encoding.UTF8.GetBytes(header)) + "." + Base64(Encoding.UTF8.GetBytes(claims));
        return signed + "." + Base64(by.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    public static string Base64(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static JsonWebKey PublicKey(string id, ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return new JsonWebKey
        {
            Kty = "EC",
            Crv = "P-256",
            Kid = id,
            X = Base64(point.X!),
            Y = Base64(point.Y!),
        };
    }

    public async Task<AccessDecision> CheckAsync(string token, DateTimeOffset at) =>
        await Tokens.CheckAsync("Bearer " + token, at, TestContext.Current.CancellationToken);

    public async Task<AccessDecision> CheckAsync(string token) =>
        await Tokens.CheckAsync("Bearer " + token, TestContext.Current.CancellationToken);

    /// <summary>The refusal's code, or the caller's role where the token is good.</summary>
    public async Task<string> AnswerAsync(string token) =>
        await CheckAsync(token) switch
        {
            AccessDecision.Allowed allowed => allowed.Caller.Role.Name(),
            AccessDecision.Refused refused => refused.Error.Code,
            _ => "neither",
        };

    public void Dispose()
    {
        signingKeys.Dispose();
        key.Dispose();
    }
}

/// <summary>Keys from memory, counting how often they are asked for.</summary>
internal sealed class FakeKeySource(IReadOnlyCollection<JsonWebKey> keys) : ISigningKeySource
{
    private int reads;

    public int Reads => reads;

    public IReadOnlyCollection<JsonWebKey> Keys { get; set; } = keys;

    public bool IsDown { get; set; }

    public async Task<IReadOnlyCollection<JsonWebKey>> ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Task.Yield();
        return IsDown ? throw new IOException("down") : Keys;
    }
}
