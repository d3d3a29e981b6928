using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// A timer's status as a blob, where the official host keeps it: <c>azure-webjobs-hosts/timers/{app}/{entry point}/status</c>.
/// </summary>
internal sealed class TimerStatusStore(BlobServiceClient storage, FunctionModel function)
{
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(HostStorage.Container);
    private readonly string _name = $"timers/{HostStorage.AppName(function)}/{function.Definition.EntryPoint}/status";

    /// <summary>Null where the app has no storage: then nothing is remembered across a restart.</summary>
    public static TimerStatusStore? For(FunctionModel function, IServiceProvider services) =>
        services.GetRequiredService<HostStorage>().TryOpen() is { } storage ? new TimerStatusStore(storage, function) : null;

    public async Task<ScheduleStatus?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await _container.GetBlobClient(_name).DownloadContentAsync(cancellationToken);
            return JsonSerializer.Deserialize(found.Value.Content, TimerJson.Default.ScheduleStatus);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            // Not ours, or cut short: the schedule starts afresh and overwrites it.
            return null;
        }
    }

    public async Task WriteAsync(ScheduleStatus status, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(status, TimerJson.Default.ScheduleStatus));
        try
        {
            await _container.GetBlobClient(_name).UploadAsync(content, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == "ContainerNotFound")
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await _container.GetBlobClient(_name).UploadAsync(content, overwrite: true, cancellationToken);
        }
    }
}

[JsonSerializable(typeof(ScheduleStatus))]
internal sealed partial class TimerJson : JsonSerializerContext;
