using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;

namespace IntegrationHub.Access;

/// <summary>Makes <see cref="AccessTokens"/> and <see cref="AccessPolicy"/> known to the hub.</summary>
public static class AccessRegistration
{
    // A key fetch holds up requests; an issuer slower than this counts as one that does not answer.
    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Binds and validates the settings at start. Needs the directory (AddHubDirectory) and logging.</summary>
    public static IServiceCollection AddHubAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidation>();
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection(AccessOptions.Section)).ValidateOnStart();
        services.AddSingleton(provider => KeySource(provider.GetRequiredService<IOptions<AccessOptions>>().Value));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton(provider => new AccessTokens(
            provider.GetRequiredService<IOptions<AccessOptions>>(),
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddHostedService<AccessWarmUp>();
        return services.AddSingleton<AccessPolicy>().AddSingleton<RequestQuotas>().AddSingleton<WallPasses>();
    }

    private static ISigningKeySource KeySource(AccessOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.SigningKeysFile))
            return new SigningKeysFile(options.SigningKeysFile);
        var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }
        )
        {
            Timeout = IssuerTimeout,
            MaxResponseContentBufferSize = 1 << 20,
        };
        return new DiscoveredSigningKeys(options.Authority!, options.Issuer, new HttpDocumentRetriever(client) { RequireHttps = true });
    }
}
