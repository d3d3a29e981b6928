using System.ComponentModel.DataAnnotations;

namespace IntegrationHub.Fhir;

/// <summary>What a body may be at most. Beyond these sizes data goes by file drop.</summary>
public sealed class JsonLimits
{
    public const string Section = "Intake:Json";

    /// <summary>Bytes, after unpacking. Default 5 MiB.</summary>
    [Range(1024, 50 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>Objects and arrays within one another. Default 64.</summary>
    [Range(8, 256)]
    public int MaxDepth { get; set; } = 64;

    /// <summary>Property names and values together. Default 400,000.</summary>
    [Range(1000, 10_000_000)]
    public int MaxNodes { get; set; } = 400_000;

    /// <summary>Properties of one object. Default 1,000: no element of FHIR has a tenth of it.</summary>
    [Range(100, 100_000)]
    public int MaxProperties { get; set; } = 1000;

    /// <summary>Bytes of one string. Default 3 MiB: a scanned letter in base64.</summary>
    [Range(1024, 50 * 1024 * 1024)]
    public int MaxStringBytes { get; set; } = 3 * 1024 * 1024;

    /// <summary>Bytes of one property name. Default 256.</summary>
    [Range(64, 4096)]
    public int MaxNameBytes { get; set; } = 256;

    /// <summary>Characters of one number. Default 64.</summary>
    [Range(20, 1024)]
    public int MaxNumberBytes { get; set; } = 64;

    /// <summary>Entries of a Bundle. Default 2,000.</summary>
    [Range(1, 100_000)]
    public int MaxEntries { get; set; } = 2000;

    /// <summary>
    /// What a message that came by file may be: ten times as much, because nobody waits for its answer. Messages that are stored
    /// already are held to this as well, whichever way they came.
    /// </summary>
    public JsonLimits ForFiles() =>
        new()
        {
            MaxBytes = Math.Max(MaxBytes, Math.Min(MaxBytes, 5 * 1024 * 1024) * 10),
            MaxDepth = MaxDepth,
            MaxNodes = Math.Max(MaxNodes, Math.Min(MaxNodes, 1_000_000) * 10),
            MaxProperties = MaxProperties,
            MaxStringBytes = MaxStringBytes,
            MaxNameBytes = MaxNameBytes,
            MaxNumberBytes = MaxNumberBytes,
            MaxEntries = Math.Max(MaxEntries, 10_000),
        };
}
