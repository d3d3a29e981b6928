using System.Net;
using System.Text;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Tests.Fakes;

/// <summary>A service that gives the answers it was handed, one after the other, and keeps what it was asked.</summary>
internal sealed class CannedService : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> _answers = new();

    public List<Asked> Requests { get; } = [];

    public TableClient Table(string name = "people") =>
        new(new Uri("https://account.table.core.windows.net/"), name, new TableSharedKeyCredential("account", "a2V5"), Options());

    public TableClientOptions Options()
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(this) };
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return options;
    }

    public CannedService Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, value) || name == "Content-Type")
            {
                answer.Content.Headers.Remove(name);
                answer.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        _answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request
            .Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add(new Asked(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, body));
        return _answers.Dequeue();
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    internal sealed record Asked(string Method, string Address, Dictionary<string, string> Headers, string Body);
}
