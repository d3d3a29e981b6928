using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace IntegrationHub.Testing;

/// <summary>Loopback TCP ports for servers that cannot be told to choose their own.</summary>
public static class FreePort
{
    // Below those that systems give to outgoing connections (Linux from 32768, others from 49152): any connection could take one of these
    // before the server has started that it was meant for.
    private const int First = 10_000;
    private const int End = 32_000;

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
                var port = RandomNumberGenerator.GetInt32(First, End);
                if (Given.Add(port) && IsFree(port))
                    return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
