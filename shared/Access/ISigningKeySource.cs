using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Access;

/// <summary>Where the issuer's public keys come from.</summary>
internal interface ISigningKeySource
{
    /// <exception cref="IOException">They cannot be had now.</exception>
    Task<IReadOnlyCollection<JsonWebKey>> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>A JWKS file on disk.</summary>
internal sealed class SigningKeysFile(string path) : ISigningKeySource
{
    public async Task<IReadOnlyCollection<JsonWebKey>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [.. JsonWebKeySet.Create(await File.ReadAllTextAsync(path, cancellationToken)).Keys];
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or ArgumentException or JsonException)
        {
            throw new IOException("The file of signing keys cannot be used.", fault);
        }
    }
}
