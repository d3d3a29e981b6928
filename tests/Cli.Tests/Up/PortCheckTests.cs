using System.Net;
using System.Net.Sockets;
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
    public void A_free_port_and_port_0_are_fine()
    {
        PortCheck.EnsureFree(FreePort.Next());
        PortCheck.EnsureFree(0);
    }
}
