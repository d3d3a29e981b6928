using System.ComponentModel.DataAnnotations;

namespace IntegrationHub.Import;

/// <summary>How imports are worked off. None of it changes what comes out.</summary>
public sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>How many persons of a file are worked in at once. Default 8.</summary>
    [Range(1, 64)]
    public int Parallelism { get; set; } = 8;

    /// <summary>How long a file stays with the instance that took it, after its last sign of progress. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one invocation works on a file before it hands it back: shorter than the host's time limit. Default 4 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Slice { get; set; } = TimeSpan.FromMinutes(4);
}
