using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IntegrationHub.Bench;

/// <summary>
/// All subscribers' addresses in one: bare sockets that read a post, note when which referral came to which path, and say 204. No server
/// and no JSON, so that what is measured is the hub.
/// </summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private const int MaxRequest = 64 * 1024;

    private static readonly byte[] Consents = "HTTP/1.1 200 OK\r\nWebHook-Allowed-Origin: *\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private static readonly byte[] Taken = "HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<(string Path, string Referral), TaskCompletionSource<long>> arrivals = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly Task accepting;
    private volatile Hang? hang;

    public HookReceiver()
    {
        listener.Start();
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>Without a path.</summary>
    public string Url { get; }

    /// <summary>Ends when a referral has come to a path first, with the timestamp of that.</summary>
    public Task<long> ArrivalOf(string path, string referral) => Arrival(path, referral).Task;

    /// <summary>What comes to a path is read and not answered, until <see cref="Release"/>.</summary>
    public void HangAt(string path) => hang = new Hang(path, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Release()
    {
        var over = hang;
        hang = null;
        over?.Over.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await stopping.CancelAsync();
        await accepting;
        await Task.WhenAll(connections);
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptSocketAsync(stopping.Token)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        socket.NoDelay = true;
        var buffer = new byte[MaxRequest];
        try
        {
            while (await ReadAsync(socket, buffer) is { } request)
            {
                if (request.StartsWith("OPTIONS ", StringComparison.Ordinal))
                {
                    await socket.SendAsync(Consents, stopping.Token);
                    continue;
                }

                var path = Between(request, " ", " ");
                if (hang is { } now && now.Path == path)
                    await now.Over.Task;
                Note(path, request);
                await socket.SendAsync(Taken, stopping.Token);
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            // The hub has left a connection that did not answer, or the measurement is over.
        }
    }

    private void Note(string path, string request) =>
        Arrival(path, Between(request, "\"focus\":[\"ServiceRequest/", "\"")).TrySetResult(TimeProvider.System.GetTimestamp());

    private TaskCompletionSource<long> Arrival(string path, string referral) =>
        arrivals.GetOrAdd((path, referral), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <returns>One request, head and body; null where the connection was closed.</returns>
    private async Task<string?> ReadAsync(Socket socket, byte[] buffer)
    {
        var held = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(held), stopping.Token);
            if (read == 0)
                return null;
            held += read;
            var end = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8);
            if (end < 0)
                continue;
            var head = Encoding.ASCII.GetString(buffer, 0, end) + "\r\n";
            var length = Between(head, "Content-Length: ", "\r\n");
            var whole = end + 4 + (length.Length == 0 ? 0 : int.Parse(length, CultureInfo.InvariantCulture));
            // The hub asks one thing at a time on a connection, so nothing follows.
            if (held >= whole)
                return Encoding.UTF8.GetString(buffer, 0, whole);
        }
    }

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal);
        if (from < 0)
            return "";
        from += before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }

    private sealed record Hang(string Path, TaskCompletionSource Over);
}
