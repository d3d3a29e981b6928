using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Access;

/// <summary>
/// The keys that an OpenID Connect provider publishes (OpenID Connect Discovery 1.0 section 4). How often they are asked for is
/// <see cref="SigningKeys"/>' decision: the library's own manager keeps time by itself and refreshes unseen.
/// </summary>
internal sealed class DiscoveredSigningKeys(string authority, string issuer, IDocumentRetriever documents) : ISigningKeySource
{
    public async Task<IReadOnlyCollection<JsonWebKey>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var address = authority.TrimEnd('/') + "/.well-known/openid-configuration";
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken);
            // Section 4.3: a document that speaks for another issuer must not be used.
            if (!string.Equals(configuration.Issuer, issuer, StringComparison.Ordinal))
                throw new IOException("The discovery document names another issuer.");
            return [.. configuration.JsonWebKeySet.Keys];
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or JsonException or HttpRequestException)
        {
            throw new IOException("The issuer's keys cannot be read.", fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The issuer did not answer in time.", fault);
        }
    }
}
