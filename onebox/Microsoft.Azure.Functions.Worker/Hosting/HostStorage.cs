using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// The worker's own access to blobs. Where an HttpPipelineTransport is registered (embedded storage), every client uses it.
/// </summary>
internal sealed class HostStorage(IConfiguration configuration, IServiceProvider services)
{
    /// <summary>Where the official host keeps its own state, too.</summary>
    public const string Container = "azure-webjobs-hosts";

    /// <summary>The connection that is used when an attribute names none: the setting AzureWebJobsStorage.</summary>
    private const string Default = "Storage";

    public static string AppName(FunctionModel function) => function.Method.Module.Assembly.GetName().Name!.ToLowerInvariant();

    /// <summary>The host's own account; null when AzureWebJobsStorage is not set.</summary>
    public BlobServiceClient? TryOpen() => TryOpen(null);

    /// <exception cref="FunctionWorkerException">The setting is missing.</exception>
    public BlobServiceClient Open(FunctionModel function, string? connection) =>
        TryOpen(connection) ?? throw function.Refuse($"the storage connection setting {connection ?? "AzureWebJobsStorage"} is missing");

    private BlobServiceClient? TryOpen(string? connection)
    {
        if (ConnectionSettings.Find(configuration, connection ?? Default) is not { } settings)
            return null;
        var options = new BlobClientOptions();
        if (services.GetService<HttpPipelineTransport>() is { } transport)
            options.Transport = transport;
        if (settings.Value is { Length: > 0 } connectionString)
            return new BlobServiceClient(connectionString, options);
        var uri =
            settings["blobServiceUri"]
            ?? settings["serviceUri"]
            ?? (settings["accountName"] is { } account ? $"https://{account}.blob.core.windows.net" : null);
        return uri is null
            ? null
            : new BlobServiceClient(new Uri(uri), services.GetService<TokenCredential>() ?? new DefaultAzureCredential(), options);
    }
}
