using System.ComponentModel.DataAnnotations;

namespace IntegrationHub.Rebuild;

/// <summary>How rebuilds are worked off. None of it changes what comes out.</summary>
public sealed class RebuildOptions
{
    public const string Section = "Rebuild";

    /// <summary>How many records are worked on at once. Default 4.</summary>
    [Range(1, 64)]
    public int Parallelism { get; set; } = 4;

    /// <summary>Snapshots younger than this are left to those who work on them, and come in with the comparison. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a rebuild stays with the instance that took it, after its last sign of progress. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one invocation works before it hands back: shorter than the host's time limit. Default 4 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Slice { get; set; } = TimeSpan.FromMinutes(4);
}
