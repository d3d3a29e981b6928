namespace IntegrationHub.Testing;

/// <summary>A folder of its own for one test or one class, deleted with everything in it on dispose.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The folder's full path; it exists until <see cref="Dispose"/>.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("hub-test-").FullName;

    /// <summary>The full path of <paramref name="name"/> (may have several segments) inside the folder; nothing is created.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The test deleted it itself, which is as good.
        }
        catch (IOException)
        {
            // A process that was just killed may still be writing its last file; once more settles it, and a second fault is the test's.
            if (Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
        }
    }
}
