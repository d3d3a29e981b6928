using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function takes each new or changed blob of a container once.</summary>
/// <param name="blobPath"><c>container/pattern</c>; what a <c>{token}</c> in the pattern stands for is bound by its name. <c>%Setting%</c> is resolved.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting with the storage connection; AzureWebJobsStorage when null.</summary>
    public string? Connection { get; set; }

    /// <summary>Onebox has no Event Grid: it polls the container for either source.</summary>
    public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
}

public enum BlobTriggerSource
{
    LogsAndContainerScan,
    EventGrid,
}
