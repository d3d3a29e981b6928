using System.Collections.Concurrent;
using System.Net.Http.Headers;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Support;

/// <summary>Senders and readers of a hub, each with a token of its own from the hub's local issuer.</summary>
public sealed class HubClient : IDisposable
{
    private readonly HttpClient http;
    private readonly LocalIssuer issuer;
    private readonly ConcurrentDictionary<TestSender, string> tokens = new();

    /// <param name="keys">The folder that holds the issuer's key.</param>
    public HubClient(Uri address, string keys, TimeProvider time)
    {
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        issuer = LocalIssuer.Open(keys, time);
    }

    /// <exception cref="HttpRequestException">The hub cannot be reached, or went away before it answered.</exception>
    public Task<Answer> SendAsync(TestMessage message, CancellationToken cancellationToken, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PostAsync(message.From, message.Path, message.ContentType, message.Body, cancellationToken, key);
    }

    public async Task<Answer> PostAsync(
        TestSender caller,
        string path,
        string contentType,
        byte[] body,
        CancellationToken cancellationToken,
        string? key = null
    )
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await AskAsync(request, caller, cancellationToken);
    }

    /// <param name="unless">The ETag of what the caller has already.</param>
    public async Task<Answer> GetAsync(TestSender caller, string path, CancellationToken cancellationToken, string? unless = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (unless is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", unless);
        return await AskAsync(request, caller, cancellationToken);
    }

    public void Dispose()
    {
        http.Dispose();
        issuer.Dispose();
    }

    private async Task<Answer> AskAsync(HttpRequestMessage request, TestSender caller, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(caller));
        using var response = await http.SendAsync(request, cancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken))
        {
            ETag = response.Headers.ETag?.ToString(),
        };
    }

    private string TokenOf(TestSender caller) =>
        tokens.GetOrAdd(
            caller,
            who =>
            {
                Assert.True(Roles.TryParse(who.Role, out var role));
                return issuer.Issue(OdsCode.Parse(who.Organisation), role);
            }
        );
}
