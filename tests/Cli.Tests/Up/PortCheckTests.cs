using System.Net;
using System.Net.Sockets;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Up;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Up;

public sealed class PortCheckTests
{
    [Fact]
    public void A_taken_port_is_named_with_what_to_do()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var refusal = Assert.Throws<CommandFailure>(() => PortCheck.EnsureFree(port));

        Assert.StartsWith($"Port {port} is taken", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--port", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_while_the_hub_starts_is_named_too()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new TempFolder();
        var data = DataFolder.At(folder.Path);
        data.Create();
        var options = new UpOptions(port, data, Path.Combine(RepositoryRoot.Path, "directory"), Demonstration: false, StorageKind.Embedded);
        var cancellation = TestContext.Current.CancellationToken;
        await using var machine = await OneMachine.OpenAsync(options, TextWriter.Null, TimeProvider.System, cancellation);

        var refusal = await Assert.ThrowsAsync<CommandFailure>(() => HubRun.StartAsync(machine, port, cancellation));

        Assert.StartsWith($"Port {port} is taken", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_port_and_port_0_are_fine()
    {
        PortCheck.EnsureFree(FreePort.Next());
        PortCheck.EnsureFree(0);
    }
}
