using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>host.json's extensions.blobs, and onebox's own poll interval.</summary>
/// <param name="Parallelism"><c>maxDegreeOfParallelism</c>: how many blobs of a function are worked on at once. Default 8.</param>
/// <param name="PoisonThreshold"><c>poisonBlobThreshold</c>: how many attempts a blob is given. Default 5.</param>
/// <param name="PollInterval">Setting <c>Onebox:BlobPollInterval</c>: from the end of one look at the container to the next. Default 2 s.</param>
internal sealed record BlobTriggerOptions(int Parallelism, int PoisonThreshold, TimeSpan PollInterval)
{
    /// <exception cref="FunctionWorkerException">A value that is out of range.</exception>
    public static BlobTriggerOptions From(FunctionModel function, IConfiguration configuration)
    {
        var host = configuration.GetSection($"{HostJson.Section}:extensions:blobs");
        var options = new BlobTriggerOptions(
            host.GetValue("maxDegreeOfParallelism", 8),
            host.GetValue("poisonBlobThreshold", 5),
            configuration.GetValue("Onebox:BlobPollInterval", TimeSpan.FromSeconds(2))
        );
        if (options.Parallelism < 1 || options.PoisonThreshold < 1)
            throw function.Refuse("host.json's blobs.maxDegreeOfParallelism and blobs.poisonBlobThreshold are at least 1");
        if (options.PollInterval <= TimeSpan.Zero)
            throw function.Refuse("the setting Onebox:BlobPollInterval is more than zero");
        return options;
    }
}
