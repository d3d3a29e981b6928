using System.ComponentModel.DataAnnotations;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage;

/// <summary>
/// Makes the storage clients from the setting that Functions itself uses: <c>AzureWebJobsStorage</c> is a connection string on one
/// machine, <c>AzureWebJobsStorage__accountName</c> an account that the hub's managed identity may use. Where a transport is
/// registered (an embedded store, a test's fault injector), requests go through it.
/// </summary>
public static class StorageRegistration
{
    private const string Connection = "AzureWebJobsStorage";

    public static IServiceCollection AddHubStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var connectionString = configuration[Connection];
        var account = configuration[$"{Connection}:accountName"];
        if (string.IsNullOrEmpty(connectionString) && string.IsNullOrEmpty(account))
            throw new ValidationException("AzureWebJobsStorage or AzureWebJobsStorage__accountName must be set.");

        services.AddSingleton(provider =>
        {
            var options = WithTransport(new TableClientOptions(), blobs: false, provider);
            return string.IsNullOrEmpty(connectionString)
                ? new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), Credential(configuration), options)
                : new TableServiceClient(connectionString, options);
        });
        services.AddSingleton(provider =>
        {
            var options = WithTransport(new BlobClientOptions(), blobs: true, provider);
            return string.IsNullOrEmpty(connectionString)
                ? new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), Credential(configuration), options)
                : new BlobServiceClient(connectionString, options);
        });
        services.AddSingleton<Tables>();
        services.AddSingleton<Snapshots>();
        return services;
    }

    /// <summary>Makes the tables and containers where they are missing. In Azure they are made by infra/, and this changes nothing.</summary>
    public static async Task CreateStoresAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var tables = services.GetRequiredService<TableServiceClient>();
        foreach (var name in StoreNames.Tables)
            await tables.CreateTableIfNotExistsAsync(name, cancellationToken);
        var blobs = services.GetRequiredService<BlobServiceClient>();
        foreach (var name in StoreNames.Containers)
            await blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    internal static TokenCredential Credential(IConfiguration configuration) =>
        new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration[$"{Connection}:clientId"] });

    private static T WithTransport<T>(T options, bool blobs, IServiceProvider provider)
        where T : ClientOptions
    {
        // Bodies and query strings hold patient data: the client's own logging stays off whatever the log level.
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        if (provider.GetService<HttpPipelineTransport>() is { } transport)
            options.Transport = transport;
        options.AddPolicy(new StorageCallMeter(blobs), HttpPipelinePosition.PerRetry);
        return options;
    }
}
