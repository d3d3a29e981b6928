using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Import;

public static class ImportRegistration
{
    public static IServiceCollection AddHubImport(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services
            .AddOptions<ImportOptions>()
            .Bind(configuration.GetSection(ImportOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddSingleton<ImportLedger>().AddSingleton<WindowIntake>().AddSingleton<ImportRunner>().AddSingleton<DropBox>();
    }
}
