using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace IntegrationHub.Tests.Support;

/// <summary>500, as a service answers whose answer means nothing.</summary>
internal sealed class ServerErrorResponse(string clientRequestId) : Response
{
    public override int Status => 500;

    public override string ReasonPhrase => "Internal Server Error";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => false;

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = null;
        return false;
    }
}
