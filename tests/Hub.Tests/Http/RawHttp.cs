using System.Net.Sockets;
using System.Text;

namespace IntegrationHub.Tests.Http;

/// <summary>Requests that no HTTP client would send, byte by byte.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends and reads until the hub closes, or until the answer's announced body is there.</summary>
    /// <param name="untilClosed">Reads on after the answer, to see whether the hub closes.</param>
    /// <returns>The answer, and whether the hub closed the connection.</returns>
    internal static async Task<(Reply Reply, bool Closed)> SendAsync(
        Uri address,
        byte[] request,
        bool untilClosed,
        CancellationToken cancellationToken
    )
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(request, cancellationToken);
        var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            }
            catch (IOException)
            {
                // A server that refuses what it has not read to its end resets the connection.
                read = 0;
            }

            received.Write(buffer, 0, read);
            if (
                TryParse(Encoding.UTF8.GetString(received.ToArray()), out var reply, out var whole)
                && (whole && (!untilClosed || SaysItCloses(reply)) || read == 0)
            )
                return (reply, read == 0 || SaysItCloses(reply));
            if (read == 0)
                throw new InvalidDataException("The connection was closed with no answer.");
        }
    }

    /// <summary>Sends and goes away, without waiting for anything.</summary>
    internal static async Task SendAndLeaveAsync(Uri address, byte[] request, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient { LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        await socket.GetStream().WriteAsync(request, cancellationToken);
    }

    /// <summary>Then it will: at once, or when it has waited in vain for the rest of the request.</summary>
    private static bool SaysItCloses(Reply reply) => reply.Header("Connection") == "close";

    private static bool TryParse(string text, out Reply reply, out bool whole)
    {
        reply = null!;
        whole = false;
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var lines = text[..end].Split("\r\n");
        var headers = lines[1..]
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[^1], StringComparer.OrdinalIgnoreCase);
        var body = text[(end + 4)..];
        reply = new Reply(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), headers, body);
        whole =
            reply.Header("Content-Length") is { } length
            && Encoding.UTF8.GetByteCount(body) >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }
}
