using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Directory;

/// <summary>Makes the directory known to the hub.</summary>
public static class DirectoryRegistration
{
    /// <summary>The folder of the directory's files; relative to the app. Default: <c>directory</c>.</summary>
    public const string PathSetting = "Directory:Path";

    /// <summary>Loads the directory at once, so that a hub with a faulty one never starts.</summary>
    /// <exception cref="DirectoryFaultsException">It has faults; all are listed.</exception>
    public static IServiceCollection AddHubDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        var setting = configuration[PathSetting];
        var folder = Path.Combine(AppContext.BaseDirectory, string.IsNullOrWhiteSpace(setting) ? "directory" : setting);
        var load = HubDirectory.Load(folder);
        return services.AddSingleton(load.Directory ?? throw new DirectoryFaultsException(folder, load.Faults));
    }
}
