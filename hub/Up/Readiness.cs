using System.Net;

namespace IntegrationHub.Cli.Up;

/// <summary>Waits until the hub itself says that it can take messages (<c>GET /health/ready</c>).</summary>
internal static class Readiness
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="CommandFailure">It failed, or did not say so within a minute.</exception>
    public static async Task WaitAsync(Uri address, TimeProvider time, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        var started = time.GetTimestamp();
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            // 503 says "not yet"; anything else will not pass by waiting.
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || time.GetElapsedTime(started) > Limit)
                throw new CommandFailure(
                    $"The hub started but did not get ready (health/ready answers {(int)answer.StatusCode}): what it printed above says why."
                );
            await Task.Delay(Between, time, cancellation);
        }
    }
}
