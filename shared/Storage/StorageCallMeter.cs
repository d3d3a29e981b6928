using Azure.Core;
using Azure.Core.Pipeline;
using IntegrationHub.Operations;

namespace IntegrationHub.Storage;

/// <summary>Counts what the storage charges for: every call, tries again included, for the organisation on whose behalf it is made.</summary>
internal sealed class StorageCallMeter(bool blobs) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var reads = message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head;
        HubMeter.Cost(
            blobs
                ? reads
                    ? "blob-read"
                    : "blob-write"
                : "table-call"
        );
    }
}
