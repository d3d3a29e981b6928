using System.Security.Cryptography;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary>The key that turns NHS numbers into record ids, made at a data folder's first start. Without it the data is unreadable.</summary>
internal static class PseudonymKey
{
    private const int Bytes = 32;

    /// <returns>The file that holds it, for its owner only.</returns>
    public static string Ensure(DataFolder folder)
    {
        var file = Path.Combine(folder.Keys, "pseudonym.key");
        if (File.Exists(file))
            return file;

        // Whole or not at all: half a key after a crash would make every later record another person's.
        var fresh = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(Bytes));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file);
        return file;
    }
}
