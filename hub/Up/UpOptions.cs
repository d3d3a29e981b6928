using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary>Where tables and blobs are kept.</summary>
internal enum StorageKind
{
    /// <summary>In this process, under the data folder.</summary>
    Embedded,

    /// <summary>In Azurite, Microsoft's emulator, from npm: a second opinion on what the hub stores.</summary>
    Azurite,
}

/// <param name="Port">On the loopback address; 0 for one that is free.</param>
/// <param name="DirectoryFolder">Absolute.</param>
internal sealed record UpOptions(int Port, DataFolder Data, string DirectoryFolder, bool Demonstration, StorageKind Storage)
{
    /// <summary>In how many seconds an ordinary week is played, in place of the demonstration day; null for no week.</summary>
    public int? WeekSeconds { get; init; }
}
