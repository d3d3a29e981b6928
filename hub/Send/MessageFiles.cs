namespace IntegrationHub.Cli.Send;

/// <summary>The files that the command line names.</summary>
internal static class MessageFiles
{
    /// <summary>Files as given, and of folders every .json below them, in ordinal order.</summary>
    /// <exception cref="CommandFailure">A path does not exist, or nothing was found.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
                files.Add(path);
            else if (System.IO.Directory.Exists(path))
                files.AddRange(
                    System.IO.Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                );
            else
                throw new CommandFailure($"There is no file or folder {path}.");
        }

        return files.Count > 0 ? files : throw new CommandFailure("There is no .json file to send in what was named.");
    }
}
