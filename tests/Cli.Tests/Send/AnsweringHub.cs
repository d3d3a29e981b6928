using System.Net;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Send;

/// <summary>A server on loopback that gives the answers it was made with, in turn, and keeps what it was asked.</summary>
internal sealed class AnsweringHub : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public AnsweringHub(params (int Status, string? RetryAfter, string Body)[] answers)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        serving = ServeAsync(answers);
    }

    public Uri Address { get; }

    public List<(string Method, string Path, string? Authorization, string? ContentType)> Asked { get; } = [];

    public void Dispose()
    {
        listener.Close();
        serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync((int Status, string? RetryAfter, string Body)[] answers)
    {
        foreach (var (status, retryAfter, body) in answers)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var request = context.Request;
            Asked.Add((request.HttpMethod, request.Url!.AbsolutePath, request.Headers["Authorization"], request.ContentType));
            context.Response.StatusCode = status;
            if (retryAfter is not null)
                context.Response.Headers["Retry-After"] = retryAfter;
            await using var writer = new StreamWriter(context.Response.OutputStream);
            await writer.WriteAsync(body);
        }
    }
}
