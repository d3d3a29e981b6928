using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>A browser's requests, byte by byte: it keeps the cookies it is given and says where a request comes from.</summary>
public sealed class PageVisitor(LiveHub live) : IDisposable
{
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        }
    );
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    /// <summary>Sec-Fetch-Site of forms; null for a browser that does not send it.</summary>
    public string? FetchSite { get; set; } = "same-origin";

    public string? Origin { get; set; }

    public string? Host { get; set; }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(live.Address, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    public Task<Reply> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(live.Address, path))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (FetchSite is not null)
            request.Headers.Add("Sec-Fetch-Site", FetchSite);
        if (Origin is not null)
            request.Headers.Add("Origin", Origin);
        return SendAsync(request);
    }

    public Task<Reply> SignInAsync(TestSender caller, string goOnTo = "/records") =>
        PostAsync("/sign-in", ("token", live.TokenOf(caller)), ("return", goOnTo));

    /// <summary>As if the hub had given it.</summary>
    public void SetCookie(string name, string value) => cookies[name] = value;

    public void Dispose() => http.Dispose();

    private async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var sent = request;
        sent.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        if (Host is not null)
            sent.Headers.Host = Host;
        if (cookies.Count > 0)
            sent.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var cancellation = TestContext.Current.CancellationToken;
        using var response = await http.SendAsync(sent, cancellation);
        foreach (var given in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            Keep(given);
        return new Reply(
            (int)response.StatusCode,
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync(cancellation)
        );
    }

    private void Keep(string setCookie)
    {
        var pair = setCookie.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0)
            cookies.Remove(pair[0]);
        else
            cookies[pair[0]] = pair[1];
    }
}
