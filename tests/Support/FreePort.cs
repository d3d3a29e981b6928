using System.Net;
using System.Net.Sockets;

namespace IntegrationHub.Testing;

/// <summary>Loopback TCP ports for servers that cannot be told to choose their own.</summary>
public static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// A port that was free a moment ago and that this process has not been given before. Another process may still take it first:
    /// where a server accepts port 0, let it choose.
    /// </summary>
    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port))
                    return port;
            }
        }
    }
}
