using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IntegrationHub.Cli.Running;

/// <summary>
/// Calls to a hub's own routes, by one caller. A hub that is busy, or away for a moment because it is started anew, is asked again.
/// </summary>
internal sealed class HubConnection(Uri hub, string token, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        }
    )
    {
        BaseAddress = hub.AbsoluteUri.EndsWith('/') ? hub : new Uri(hub.AbsoluteUri + "/"),
        Timeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>What the hub said, read whole.</summary>
    internal readonly record struct Reply(HttpStatusCode Status, byte[] Body)
    {
        public bool IsSuccess => (int)Status is >= 200 and < 300;

        /// <summary>The permanent code of a refusal, or null.</summary>
        public string? Code
        {
            get
            {
                try
                {
                    using var json = JsonDocument.Parse(Body);
                    return json.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
                }
                catch (JsonException)
                {
                    return null;
                }
            }
        }
    }

    public Task<Reply> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, null, cancellation);

    /// <exception cref="CommandFailure">No hub has answered for two minutes.</exception>
    public async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        string? mediaType,
        ReadOnlyMemory<byte>? body,
        CancellationToken cancellation
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (await TryAsync(method, path, mediaType, body, cancellation) is { } reply)
                return reply;
            if (time.GetElapsedTime(began) > Patience)
                throw new CommandFailure($"No hub answers at {hub}: start it with `hub up` and run this again; it goes on where it was.");
            await Task.Delay(Between, time, cancellation);
        }
    }

    public void Dispose() => http.Dispose();

    /// <returns>Null where asking again is right.</returns>
    private async Task<Reply?> TryAsync(
        HttpMethod method,
        string path,
        string? mediaType,
        ReadOnlyMemory<byte>? body,
        CancellationToken cancellation
    )
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (body is { } bytes)
            {
                request.Content = new ReadOnlyMemoryContent(bytes);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType!);
            }

            using var response = await http.SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                return null;
            return new Reply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
