namespace IntegrationHub.Cli.DirectoryCheck;

/// <summary>Where the directory's files are: as said, else <c>directory/</c> of the working folder, else those that came with the program.</summary>
internal static class DirectoryFolder
{
    /// <returns>An absolute path.</returns>
    /// <exception cref="CommandFailure">There is no such folder.</exception>
    public static string Find(string? said)
    {
        if (said is not null)
        {
            return System.IO.Directory.Exists(said)
                ? Path.GetFullPath(said)
                : throw new CommandFailure($"There is no folder {said} with directory files.");
        }

        return File.Exists(Path.Combine("directory", "ics.json"))
            ? Path.GetFullPath("directory")
            : Path.Combine(AppContext.BaseDirectory, "directory");
    }
}
