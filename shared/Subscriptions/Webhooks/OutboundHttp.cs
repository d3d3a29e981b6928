using System.Net;
using System.Net.Sockets;

namespace IntegrationHub.Subscriptions.Webhooks;

/// <summary>
/// The one HTTP client that goes to subscribers: no redirects, no proxy, no cookies, no credentials, and no connection to an address that
/// is not a public server's or a host that the directory does not list, whatever was said before.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private readonly OutboundAddresses addresses;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly HttpMessageInvoker client;

    public OutboundHttp(OutboundAddresses addresses)
        : this(addresses, Dns.GetHostAddressesAsync) { }

    /// <param name="resolve">What a name leads to.</param>
    internal OutboundHttp(OutboundAddresses addresses, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        this.addresses = addresses;
        this.resolve = resolve;
        client = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseProxy = false,
                UseCookies = false,
                Credentials = null,
                PreAuthenticate = false,
                ActivityHeadersPropagator = null,
                MaxResponseHeadersLength = 16,
                // What an answer says beyond the little that is read is not waited for.
                MaxResponseDrainSize = 4 * 1024,
                ResponseDrainTimeout = TimeSpan.FromSeconds(1),
                // No limit for a host: each subscription keeps to a few by itself, and one that hangs must not use up those of others that
                // a supplier serves from the same host.
                MaxConnectionsPerServer = int.MaxValue,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                ConnectTimeout = TimeSpan.FromSeconds(10),
                ConnectCallback = ConnectAsync,
            }
        );
    }

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        client.SendAsync(request, cancellationToken);

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!addresses.MayConnectTo(context.DnsEndPoint.Host))
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The host is not one that the directory lists.");
        var found = await resolve(context.DnsEndPoint.Host, cancellationToken);
        // One that is refused spoils them all: a name that leads to both is made to be tried until it leads inside.
        if (found.Length == 0 || !Array.TrueForAll(found, addresses.MayConnectTo))
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The address is not one that the hub connects to.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
