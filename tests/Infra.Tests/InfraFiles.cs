using System.Text.Json;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>The files under infra/.</summary>
internal static class InfraFiles
{
    public static readonly string Folder = Path.Combine(RepositoryRoot.Path, "infra");

    public static readonly IReadOnlyList<BicepFile> Templates = [.. ReadAll("*.bicep")];

    public static readonly IReadOnlyList<BicepFile> Parameters = [.. ReadAll("*.bicepparam")];

    public static BicepFile Template(string name) => Templates.Single(file => file.Name == name);

    public static JsonElement Json(string name) => Read(Path.Combine("infra", name));

    /// <param name="path">From the root of the repository.</param>
    public static JsonElement Read(string path) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(RepositoryRoot.Path, path)));

    private static IEnumerable<BicepFile> ReadAll(string pattern) =>
        System
            .IO.Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => BicepFile.Parse(Path.GetRelativePath(Folder, path).Replace('\\', '/'), File.ReadAllText(path)));
}
