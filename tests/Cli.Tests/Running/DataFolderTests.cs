using IntegrationHub.Cli.Running;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Running;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly DataFolder data;

    public DataFolderTests() => data = DataFolder.At(temp.File("data"));

    public void Dispose() => temp.Dispose();

    [Fact]
    public void It_is_for_its_owner_only_even_where_it_was_wider_before()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are Unix's.");
            return;
        }

        System.IO.Directory.CreateDirectory(data.Path);
        File.SetUnixFileMode(data.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        data.Create();

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Owner, File.GetUnixFileMode(data.Path));
        Assert.Equal(Owner, File.GetUnixFileMode(data.Keys));
    }

    [Fact]
    public void A_second_hub_is_told_who_holds_the_folder()
    {
        data.Create();
        using var first = data.Take();
        first.Announce(HubProcess.Describe(new Uri("http://127.0.0.1:7071"), ready: true));

        var refusal = Assert.Throws<CommandFailure>(() => data.Take());

        Assert.Contains("http://127.0.0.1:7071", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("hub down --data", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void The_hub_that_holds_it_is_found_until_it_lets_go()
    {
        data.Create();
        Assert.Null(data.FindRunningHub());
        var hub = HubProcess.Describe(new Uri("http://127.0.0.1:7071"), ready: true);
        using (var held = data.Take())
        {
            held.Announce(hub);
            Assert.Equal(hub, data.FindRunningHub());
        }

        Assert.Null(data.FindRunningHub());
        data.Take().Dispose();
    }

    [Fact]
    public void What_a_killed_hub_left_behind_is_not_taken_for_a_running_one()
    {
        data.Create();
        data.Take().Dispose();
        HubProcess.Describe(new Uri("http://127.0.0.1:7071"), ready: true).Write(data.Below("hub.json"));

        Assert.Null(data.FindRunningHub());
        Assert.Contains("No hub runs", Assert.Throws<CommandFailure>(() => data.RunningHubAddress()).Message, StringComparison.Ordinal);
    }
}
