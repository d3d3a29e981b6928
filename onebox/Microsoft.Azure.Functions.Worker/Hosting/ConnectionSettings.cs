using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Finds the setting that a binding's Connection names: <c>AzureWebJobs{name}</c>, then the name itself, then below ConnectionStrings.</summary>
internal static class ConnectionSettings
{
    /// <returns>A section that holds a connection string as its value, or the parts of an identity-based connection below it; null when there is none.</returns>
    public static IConfigurationSection? Find(IConfiguration configuration, string name) =>
        new[] { $"AzureWebJobs{name}", name, $"ConnectionStrings:{name}" }
            .Select(configuration.GetSection)
            .FirstOrDefault(section => section.Exists());
}
