using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace IntegrationHub.Bench;

/// <summary>
/// One kept-alive HTTP/1.1 connection that posts bundles and reads status and length of each answer, no more: on a machine shared with
/// the hub, what a full client spends on a request would be taken for the hub's.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthHeader = "\r\nContent-Length: "u8.ToArray();

    private readonly Socket socket;
    private readonly string head;
    private readonly byte[] received = new byte[1 << 20];

    private Connection(Socket socket, string head)
    {
        this.socket = socket;
        this.head = head;
    }

    public static async Task<Connection> OpenAsync(Uri hub, string token, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(hub.Host, hub.Port, cancellation);
        return new Connection(
            socket,
            $"POST /fhir HTTP/1.1\r\nHost: {hub.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/fhir+json\r\nContent-Length: "
        );
    }

    /// <returns>Whether the hub answered 2xx.</returns>
    public async Task<bool> PostAsync(byte[] body, CancellationToken cancellation)
    {
        var start = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head}{body.Length}\r\n\r\n"));
        await SendAsync(start, cancellation);
        await SendAsync(body, cancellation);

        var have = 0;
        int headEnd;
        while ((headEnd = received.AsSpan(0, have).IndexOf(EndOfHead)) < 0)
            have += await ReceiveAsync(have, cancellation);
        var total = headEnd + EndOfHead.Length + LengthIn(received.AsSpan(0, headEnd));
        while (have < total)
            have += await ReceiveAsync(
                have < received.Length ? have : throw new InvalidOperationException("An answer over 1 MiB."),
                cancellation
            );
        return received["HTTP/1.1 ".Length] == (byte)'2';
    }

    public void Dispose() => socket.Dispose();

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }

    private async Task<int> ReceiveAsync(int from, CancellationToken cancellation)
    {
        var count = await socket.ReceiveAsync(received.AsMemory(from), cancellation);
        return count > 0 ? count : throw new InvalidOperationException("The hub closed the connection.");
    }

    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf(LengthHeader);
        if (at < 0 || !Utf8Parser.TryParse(head[(at + LengthHeader.Length)..], out int length, out _))
            throw new InvalidOperationException("An answer without its length.");
        return length;
    }
}
