namespace IntegrationHub.Testing;

/// <summary>Samples that may lie in a folder "shared" beside the repository. Nothing in the product needs them.</summary>
public static class SharedMaterial
{
    /// <summary>The full path of a file or folder such as "samples/synthea", or null when it is not there: the test then skips, saying so.</summary>
    public static string? TryFind(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", relativePath));
        return Path.Exists(path) ? path : null;
    }
}
