using System.Security.Cryptography;
using IntegrationHub.Identifiers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Access;

/// <summary>
/// Issues tokens on a machine of one's own, where there is no Entra ID: for the <c>hub</c> command line and for tests.
/// The private key never leaves its folder; the hub reads only the public one beside it.
/// </summary>
public sealed class LocalIssuer : IDisposable
{
    public const string Issuer = "urn:integration-hub:local-issuer";
    public const string Audience = "urn:integration-hub";
    public const string KeyFileName = "issuer.key.pem";
    public const string PublicKeysFileName = "issuer.jwks.json";

    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(8);

    // File.Move looks whether the target is there and then renames: within one process this closes the gap between the two. Between
    // processes the data folder's own lock does, because whoever runs a hub there holds it from before the first key.
    private static readonly Lock Making = new();

    private readonly ECDsa key;
    private readonly SigningCredentials credentials;
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly TimeProvider time;

    private LocalIssuer(string folder, ECDsa key, TimeProvider time)
    {
        this.key = key;
        this.time = time;
        PublicKeysFile = Path.Combine(folder, PublicKeysFileName);
        var security = new ECDsaSecurityKey(key)
        {
            // The library's own cache would hand this key, once disposed, to the next issuer of the same key file.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        credentials = new SigningCredentials(security, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The JWKS file, for the setting <c>Access:SigningKeysFile</c>.</summary>
    public string PublicKeysFile { get; }

    /// <summary>Loads the key in a folder, or makes one there, readable by its owner only.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="CryptographicException">The key file there holds no EC key.</exception>
    public static LocalIssuer Open(string folder, TimeProvider time)
    {
        var keyFile = Path.Combine(folder, KeyFileName);
        lock (Making)
        {
            if (!File.Exists(keyFile))
                CreateKey(folder, keyFile);
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(keyFile));
        }
        catch (ArgumentException fault)
        {
            key.Dispose();
            throw new CryptographicException("The local issuer's key file holds no key.", fault);
        }

        var issuer = new LocalIssuer(folder, key, time);
        issuer.WritePublicKeys();
        return issuer;
    }

    /// <summary>A signed access token (RFC 9068).</summary>
    /// <param name="subject">Who it is for; by default the organisation and role.</param>
    /// <param name="lifetime">Default: <see cref="DefaultLifetime"/>.</param>
    public string Issue(OdsCode organisation, Role role, string? purpose = null, TimeSpan? lifetime = null, string? subject = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = subject ?? $"{organisation.Value}-{role.Name()}",
            ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ["ods"] = organisation.Value,
            ["role"] = role.Name(),
        };
        if (purpose is not null)
            claims["purpose"] = purpose;
        return handler.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = "at+jwt",
                Issuer = Issuer,
                Audience = Audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + (lifetime ?? DefaultLifetime),
                Claims = claims,
                SigningCredentials = credentials,
            }
        );
    }

    public void Dispose() => key.Dispose();

    private static void CreateKey(string folder, string keyFile)
    {
        System.IO.Directory.CreateDirectory(folder);
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = Path.Combine(folder, $".{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var writer = new StreamWriter(draft, options))
                writer.Write(made.ExportPkcs8PrivateKeyPem());
            // Two commands may start at once: the first key to arrive stays, and both use it.
            File.Move(draft, keyFile, overwrite: false);
        }
        catch (IOException) when (File.Exists(keyFile))
        {
            File.Delete(draft);
        }
    }

    private void WritePublicKeys()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var json =
            $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{credentials.Key.KeyId}}","x":"{{Base64UrlEncoder.Encode(
                point.X!
            )}}","y":"{{Base64UrlEncoder.Encode(point.Y!)}}"}]}""";
        if (File.Exists(PublicKeysFile) && string.Equals(File.ReadAllText(PublicKeysFile), json, StringComparison.Ordinal))
            return;
        var draft = PublicKeysFile + "." + Path.GetRandomFileName();
        File.WriteAllText(draft, json);
        File.Move(draft, PublicKeysFile, overwrite: true);
    }
}
