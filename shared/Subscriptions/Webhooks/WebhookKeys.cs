using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Subscribers;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace IntegrationHub.Subscriptions.Webhooks;

/// <summary>A pair of keys as the subscriber is given it.</summary>
/// <param name="Secret"><c>whsec_</c> and base64 of 32 bytes: signs with HMAC-SHA-256. Shown once.</param>
/// <param name="PublicKey"><c>whpk_</c> and base64 of an ed25519 public key: no secret.</param>
public sealed record IssuedKeys(string Secret, string PublicKey)
{
    public override string ToString() => $"IssuedKeys {{ PublicKey = {PublicKey} }}";
}

/// <summary>
/// Signs by Standard Webhooks 1.0: <c>v1</c> (HMAC-SHA-256) and <c>v1a</c> (ed25519), with each key that counts. No key is stored: each is
/// derived from the hub's own key, which Key Vault holds, and the random part in the subscription's row. Neither is enough alone.
/// </summary>
public sealed class WebhookKeys(Pseudonyms pseudonyms)
{
    private const int NonceBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>The newest key's parts after a change: the one before signs on until <paramref name="until"/>, older ones no more.</summary>
    internal static ImmutableArray<SigningKeyPart> Renew(ImmutableArray<SigningKeyPart> keys, DateTimeOffset now, DateTimeOffset until)
    {
        var newest = new SigningKeyPart(Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes)), now, null);
        return keys.Length == 0 ? [newest] : [newest, keys[0] with { Until = until }];
    }

    internal IssuedKeys Issue(Subscription subscription)
    {
        Span<byte> secret = stackalloc byte[KeyBytes];
        Span<byte> publicKey = stackalloc byte[KeyBytes];
        Derive("hmac", subscription, subscription.Keys[0], secret);
        PublicKeyOf(subscription, subscription.Keys[0]).CopyTo(publicKey);
        var issued = new IssuedKeys($"whsec_{Convert.ToBase64String(secret)}", $"whpk_{Convert.ToBase64String(publicKey)}");
        CryptographicOperations.ZeroMemory(secret);
        return issued;
    }

    /// <summary>The public keys that count now, newest first.</summary>
    internal IReadOnlyList<string> PublicKeys(Subscription subscription, DateTimeOffset now) =>
        [.. Counting(subscription, now).Select(key => $"whpk_{Convert.ToBase64String(PublicKeyOf(subscription, key))}")];

    /// <returns>The header <c>webhook-signature</c>: signatures between spaces, newest key first.</returns>
    internal string Sign(Subscription subscription, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var content = new byte[Encoding.UTF8.GetMaxByteCount(id.Length) + 24 + body.Length];
        var length = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{at.ToUnixTimeSeconds()}."), content);
        body.CopyTo(content.AsSpan(length));
        var signed = content.AsSpan(0, length + body.Length);
        var signatures = new List<string>();
        Span<byte> key = stackalloc byte[KeyBytes];
        foreach (var part in Counting(subscription, at))
        {
            Derive("hmac", subscription, part, key);
            signatures.Add($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
            var signature = new byte[Ed25519.SignatureSize];
            Derive("ed25519", subscription, part, key);
            Ed25519.Sign(key.ToArray(), 0, content, 0, signed.Length, signature, 0);
            signatures.Add($"v1a,{Convert.ToBase64String(signature)}");
        }

        CryptographicOperations.ZeroMemory(key);
        return string.Join(' ', signatures);
    }

    private static IEnumerable<SigningKeyPart> Counting(Subscription subscription, DateTimeOffset now) =>
        subscription.Keys.Where(key => key.Until is null || key.Until > now);

    private byte[] PublicKeyOf(Subscription subscription, SigningKeyPart part)
    {
        var seed = new byte[KeyBytes];
        var publicKey = new byte[Ed25519.PublicKeySize];
        Derive("ed25519", subscription, part, seed);
        Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
        CryptographicOperations.ZeroMemory(seed);
        return publicKey;
    }

    private void Derive(string use, Subscription subscription, SigningKeyPart part, Span<byte> key) =>
        pseudonyms.DeriveKey($"webhook-{use}", subscription.Id, part.Nonce, key);
}
