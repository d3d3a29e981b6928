using IntegrationHub.Cli.Send;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class MessageFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_stands_for_every_json_file_below_it_in_order()
    {
        System.IO.Directory.CreateDirectory(folder.File("sub"));
        foreach (var name in (string[])["b.json", "a.json", "sub/c.json", "notes.txt"])
            File.WriteAllText(folder.File(name), "{}");

        var found = MessageFiles.Find([folder.File("notes.txt"), folder.Path]);

        Assert.Equal(
            ["notes.txt", "a.json", "b.json", "sub/c.json"],
            found.Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'))
        );
    }

    [Fact]
    public void What_does_not_exist_is_named() =>
        Assert.Contains(
            "missing.json",
            Assert.Throws<CommandFailure>(() => MessageFiles.Find([folder.File("missing.json")])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Nothing_to_send_is_said() => Assert.Throws<CommandFailure>(() => MessageFiles.Find([folder.Path]));
}
