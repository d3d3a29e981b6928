using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Rebuild;

public static class RebuildRegistration
{
    public static IServiceCollection AddHubRebuild(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services
            .AddOptions<RebuildOptions>()
            .Bind(configuration.GetSection(RebuildOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<RebuildParts>()
            .AddSingleton<RebuildLedger>()
            .AddSingleton<RebuildRunner>()
            .AddSingleton<RebuildDesk>();
    }
}
