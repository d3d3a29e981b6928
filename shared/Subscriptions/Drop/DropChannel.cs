using System.Globalization;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Drop;

/// <summary>
/// One file an event in <c>outbound/{organisation}/{subscription}/</c>, named by its number, for those with nothing else. The blob's metadata
/// are what MESH asks for beside a file, so that a MESH client can take it from there as it is.
/// </summary>
public sealed class DropChannel(BlobServiceClient service, HubDirectory directory)
{
    private const string WorkflowId = "INTEGRATION_HUB_EVENT";

    private readonly BlobContainerClient container = service.GetBlobContainerClient(StoreNames.Outbound);

    internal static string NameOf(Subscription to, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{to.Organisation}/{to.Id}/{number:D12}.json");

    /// <summary>Put again after a crash it is the same file.</summary>
    internal async Task<SendOutcome> PutAsync(Subscription to, DueEvent due, CancellationToken cancellationToken)
    {
        var body = CloudEventJson.Write(due.Event, to.Id, due.Number);
        var name = NameOf(to, due.Number);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = CloudEventJson.MediaType },
            Metadata = new Dictionary<string, string>
            {
                ["mexfrom"] = directory.CareSystem.OdsCode.Value,
                ["mexto"] = to.Organisation.Value,
                ["mexworkflowid"] = WorkflowId,
                ["mexfilename"] = name.Split('/')[^1],
                ["mexlocalid"] = due.Event.Id,
                ["mexsubject"] = due.Event.Type,
                ["mexcontentchecksum"] = $"sha256 {Convert.ToHexStringLower(SHA256.HashData(body.Span))}",
            },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(body), options, cancellationToken);
            return new SendOutcome.Delivered(null);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            return new SendOutcome.Failed("store-unavailable", null, null);
        }
    }
}
