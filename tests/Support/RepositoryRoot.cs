namespace IntegrationHub.Testing;

/// <summary>The folder that holds Integration.sln, found upwards from the test's own assembly or from the working folder.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(() =>
        Above(AppContext.BaseDirectory)
        ?? Above(Directory.GetCurrentDirectory())
        ?? Above(BuiltFrom)
        ?? throw new DirectoryNotFoundException("Integration.sln is not above the test's folder: run the tests from inside the repository.")
    );

    // Where this project was compiled: an artifacts folder may lie outside the repository.
    private static string BuiltFrom =>
        typeof(RepositoryRoot)
            .Assembly.GetCustomAttributes(false)
            .OfType<System.Reflection.AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "HubRoot")
            ?.Value
        ?? "";

    /// <summary>Full path of the repository's root, with no trailing separator.</summary>
    public static string Path => Found.Value;

    private static string? Above(string start)
    {
        if (start.Length == 0)
            return null;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Integration.sln")))
                return System.IO.Path.TrimEndingDirectorySeparator(folder.FullName);
        }
        return null;
    }
}
