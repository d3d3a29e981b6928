using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Up;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Up;

public sealed class PseudonymKeyTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_key_is_made_once_for_its_owner_only()
    {
        var data = DataFolder.At(temp.File("data"));
        data.Create();

        var file = PseudonymKey.Ensure(data);
        var key = File.ReadAllBytes(file);

        Assert.Equal(32, key.Length);
        Assert.Equal(file, PseudonymKey.Ensure(data));
        Assert.Equal(key, File.ReadAllBytes(file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Two_folders_have_two_keys()
    {
        var one = DataFolder.At(temp.File("one"));
        var other = DataFolder.At(temp.File("other"));
        one.Create();
        other.Create();

        Assert.NotEqual(File.ReadAllBytes(PseudonymKey.Ensure(one)), File.ReadAllBytes(PseudonymKey.Ensure(other)));
    }
}
