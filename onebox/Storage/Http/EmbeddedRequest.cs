using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Onebox.Storage.Http;

/// <summary>A request as the clients build it: its headers stay in the order and number they were given.</summary>
internal sealed class EmbeddedRequest : Request
{
    private readonly List<HttpHeader> headers = new(12);
    private string? clientRequestId;

    public override string ClientRequestId
    {
        get => clientRequestId ??= Guid.NewGuid().ToString();
        set => clientRequestId = value;
    }

    public override void Dispose() => Content?.Dispose();

    protected override void AddHeader(string name, string value) => headers.Add(new HttpHeader(name, value));

    protected override void SetHeader(string name, string value)
    {
        RemoveHeader(name);
        AddHeader(name, value);
    }

    protected override bool RemoveHeader(string name) => headers.RemoveAll(header => Is(header, name)) > 0;

    protected override bool ContainsHeader(string name) => headers.Exists(header => Is(header, name));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        foreach (var header in headers)
        {
            if (Is(header, name))
                value = value is null ? header.Value : $"{value},{header.Value}";
        }

        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        var found = headers.FindAll(header => Is(header, name)).ConvertAll(header => header.Value);
        values = found.Count > 0 ? found : null;
        return values is not null;
    }

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    private static bool Is(HttpHeader header, string name) => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase);
}
