using System.Security.Cryptography;
using IntegrationHub.Identifiers;
using IntegrationHub.Import;

namespace IntegrationHub.Cli.Import;

/// <summary>A file to import, and the name the hub knows it by: made of its content, so that its own name stays here.</summary>
internal sealed record ImportFile(string Path, long Bytes, string Name)
{
    /// <summary>
    /// Files as given, and of folders every .ndjson and .json below them; what the hub wrote beside earlier ones is left out. Patients
    /// come first: then the others find whom they are about at once.
    /// </summary>
    /// <exception cref="CommandFailure">A path does not exist, or nothing was found.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
                files.Add(path);
            else if (System.IO.Directory.Exists(path))
                files.AddRange(System.IO.Directory.EnumerateFiles(path, "*.*json", SearchOption.AllDirectories));
            else
                throw new CommandFailure($"There is no file or folder {path}.");
        }

        var found = files
            .Where(file => IsInput(file) && !DroppedFile.IsOurs(file) && new FileInfo(file).Length > 0)
            .OrderBy(file => System.IO.Path.GetFileName(file).StartsWith("Patient", StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(file => file, StringComparer.Ordinal)
            .ToList();
        return found.Count > 0 ? found : throw new CommandFailure("There is no .ndjson or .json file to import in what was named.");
    }

    /// <summary>Reads the file once, for its name.</summary>
    public static async Task<ImportFile> OpenAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        var hash = await SHA256.HashDataAsync(stream, cancellation);
        var ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        return new ImportFile(path, stream.Length, Base32.Encode(hash)[..26] + ending);
    }

    private static bool IsInput(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() is ".ndjson" or ".json";
}
