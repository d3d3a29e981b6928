using System.Net;
using System.Net.Sockets;

namespace IntegrationHub.Cli.Up;

/// <summary>Whether the hub can listen where it was told to; asked first, so that the answer is one line.</summary>
internal static class PortCheck
{
    /// <exception cref="CommandFailure">Something else listens there, or it is not allowed.</exception>
    public static void EnsureFree(int port)
    {
        if (port == 0)
            return;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw Taken(port, taken);
        }
        catch (SocketException denied) when (denied.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new CommandFailure($"Port {port} is not allowed to this user: choose one above 1023 with --port.", denied);
        }
    }

    /// <summary>Also for one that was free when it was asked for, and was taken while the hub started.</summary>
    public static CommandFailure Taken(int port, Exception fault) =>
        new($"Port {port} is taken: stop what listens there (`hub down`, if it is a hub), or choose another with --port.", fault);
}
