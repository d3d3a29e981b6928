using System.Text.Json;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>The files under infra/.</summary>
internal static class InfraFiles
{
    public static readonly string Folder = Path.Combine(RepositoryRoot.Path, "infra");

    public static readonly IReadOnlyList<BicepFile> Templates = [.. Read("*.bicep")];

    public static readonly IReadOnlyList<BicepFile> Parameters = [.. Read("*.bicepparam")];

    public static BicepFile Template(string name) => Templates.Single(file => file.Name == name);

    public static JsonElement Json(string name) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder, name)));

    private static IEnumerable<BicepFile> Read(string pattern) =>
        System
            .IO.Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => BicepFile.Parse(Path.GetRelativePath(Folder, path).Replace('\\', '/'), File.ReadAllText(path)));
}
