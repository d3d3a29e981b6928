namespace IntegrationHub.Directory;

/// <summary>One thing wrong with the directory's files.</summary>
/// <param name="File">The file, relative to the directory folder, with forward slashes.</param>
/// <param name="Path">A JSON path into it, such as <c>$.organisations[3].neighbourhood</c>.</param>
/// <param name="Rule">The rule that is broken.</param>
public sealed record DirectoryFault(string File, string Path, DirectoryRule Rule)
{
    public override string ToString() => $"{File} {Path} {Rule.Code} {Rule.Sentence}";
}

/// <summary>What <see cref="HubDirectory.Load"/> found: a directory, or everything that is wrong with it.</summary>
public sealed record DirectoryLoad(HubDirectory? Directory, IReadOnlyList<DirectoryFault> Faults);

/// <summary>The directory's files cannot be used. The message lists every fault, one a line.</summary>
public sealed class DirectoryFaultsException(string folder, IReadOnlyList<DirectoryFault> faults)
    : InvalidOperationException(
        $"The directory in {folder} has {faults.Count} fault(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults)}"
    )
{
    public IReadOnlyList<DirectoryFault> Faults { get; } = faults;
}
