using System.Net;
using System.Net.Http.Headers;

namespace IntegrationHub.Cli.Send;

/// <summary>Sends messages to a hub as any partner does: over HTTP, with a token.</summary>
internal sealed class MessageSender(Uri hub, TimeProvider time) : IDisposable
{
    /// <summary>How often a message that a busy hub turned away (429, 503) is sent again before its answer counts.</summary>
    public const int Retries = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        }
    )
    {
        BaseAddress = hub.AbsoluteUri.EndsWith('/') ? hub : new Uri(hub.AbsoluteUri + "/"),
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <returns>The hub's answer; <see cref="Answer.None"/> where the connection failed or nothing came in time.</returns>
    public async Task<Answer> SendAsync(OutgoingMessage message, string token, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = Request(message, token);
                using var response = await http.SendAsync(request, cancellation);
                if (attempt < Retries && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                {
                    await Task.Delay(Wait(response, attempt), time, cancellation);
                    continue;
                }

                var status = (int)response.StatusCode;
                return new Answer(
                    status,
                    AnswerCodes.Read(await response.Content.ReadAsByteArrayAsync(cancellation), response.IsSuccessStatusCode)
                );
            }
            catch (HttpRequestException)
            {
                return Answer.None;
            }
            catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return Answer.None;
            }
        }
    }

    /// <exception cref="CommandFailure">Nothing answers at the hub's address.</exception>
    public async Task CheckReachableAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellation);
        }
        catch (HttpRequestException unreachable)
        {
            throw new CommandFailure($"No hub answers at {hub}: start one with `hub up`, or say where it is with --url.", unreachable);
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(OutgoingMessage message, string token)
    {
        var content = new ByteArrayContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue(message.ContentType);
        return new HttpRequestMessage(message.Method, message.Path)
        {
            Content = content,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
    }

    /// <summary>What the hub asks for, at most 5 s; where it asks for nothing, twice as long each time from 100 ms on.</summary>
    private static TimeSpan Wait(HttpResponseMessage response, int attempt)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100 << attempt);
        return asked < LongestWait ? asked : LongestWait;
    }
}
