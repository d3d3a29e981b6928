using System.Text.Json.Nodes;
using IntegrationHub.Directory;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Directory;

/// <summary>A copy of the demonstration directory that a test may spoil.</summary>
public sealed class DirectoryCopy : IDisposable
{
    public static readonly string Original = Path.Combine(RepositoryRoot.Path, "directory");

    private readonly TempFolder folder = new();

    public DirectoryCopy()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Original, "*", SearchOption.AllDirectories))
        {
            var copy = folder.File(Path.GetRelativePath(Original, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder => folder.Path;

    public DirectoryCopy Edit(string file, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(folder.File(file)))!.AsObject();
        edit(json);
        File.WriteAllText(folder.File(file), json.ToJsonString());
        return this;
    }

    public DirectoryCopy Replace(string file, string text, string by)
    {
        var content = File.ReadAllText(folder.File(file));
        Assert.Contains(text, content, StringComparison.Ordinal);
        File.WriteAllText(folder.File(file), content.Replace(text, by, StringComparison.Ordinal));
        return this;
    }

    public DirectoryCopy Write(string file, string content)
    {
        File.WriteAllText(folder.File(file), content);
        return this;
    }

    public DirectoryCopy Delete(string file)
    {
        File.Delete(folder.File(file));
        return this;
    }

    public DirectoryLoad Load() => HubDirectory.Load(folder.Path);

    public void Dispose() => folder.Dispose();
}
