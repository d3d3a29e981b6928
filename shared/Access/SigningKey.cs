using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Access;

/// <summary>A public key and the algorithms it may check: a key is never used with an algorithm of another family (RFC 8725 section 3.1).</summary>
internal sealed record SigningKey(string Id, SecurityKey Key, FrozenSet<string> Algorithms)
{
    private static readonly FrozenSet<string> OfP256 = FrozenSet.Create(StringComparer.Ordinal, "ES256");
    private static readonly FrozenSet<string> OfRsa = FrozenSet.Create(StringComparer.Ordinal, "PS256", "RS256", "RS512");

    /// <summary>Null for a key that the hub does not use: symmetric, private, nameless, for encryption, on another curve, or RSA under 2048 bits.</summary>
    public static SigningKey? From(JsonWebKey key)
    {
        if (string.IsNullOrEmpty(key.Kid) || key.HasPrivateKey || !string.IsNullOrEmpty(key.Use) && key.Use is not "sig")
            return null;
        var algorithms = key switch
        {
            { Kty: "EC", Crv: "P-256", X.Length: > 0, Y.Length: > 0 } => OfP256,
            { Kty: "RSA", N.Length: > 0, E.Length: > 0 } when key.KeySize >= 2048 => OfRsa,
            _ => null,
        };
        if (algorithms is null)
            return null;
        if (!string.IsNullOrEmpty(key.Alg))
            algorithms = algorithms
                .Where(name => string.Equals(name, key.Alg, StringComparison.Ordinal))
                .ToFrozenSet(StringComparer.Ordinal);
        // The library's own cache outlives a key set and is shared by the whole process; valid tokens are remembered here instead.
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return new(key.Kid, key, algorithms);
    }
}
