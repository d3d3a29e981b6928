using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>What came to a subscriber's address.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    internal string Id => Headers["webhook-id"];
}

/// <summary>A subscriber's server on this machine, that answers as a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>How posts are answered; 204 unless a test says otherwise.</summary>
    internal Func<HttpContext, Task> Answer { get; set; } = With(StatusCodes.Status204NoContent);

    /// <summary>What OPTIONS is answered with as the origins it allows; null for none.</summary>
    internal string? Allows { get; set; } = "*";

    internal string Url { get; private set; } = "";

    /// <summary>Posts, in the order in which they came.</summary>
    internal IReadOnlyList<Received> Posts => [.. received.Where(one => one.Method == "POST")];

    internal IReadOnlyList<Received> All => [.. received];

    internal static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        receiver.Url = receiver.app.Urls.First() + "/";
        return receiver;
    }

    /// <summary>An answer of nothing but its status.</summary>
    internal static Func<HttpContext, Task> With(int status) =>
        http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };

    /// <summary>No answer, until the sender gives up.</summary>
    internal static async Task Hang(HttpContext http)
    {
        var givenUp = new TaskCompletionSource();
        await using var registered = http.RequestAborted.Register(givenUp.SetResult);
        await givenUp.Task;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await body.ReadToEndAsync(http.RequestAborted);
        received.Enqueue(
            new Received(
                http.Request.Method,
                http.Request.Path,
                http.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                text
            )
        );
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            if (Allows is { } origin)
                http.Response.Headers["WebHook-Allowed-Origin"] = origin;
            return;
        }

        await Answer(http);
    }
}
