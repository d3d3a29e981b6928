using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Connection;

/// <summary>An account's endpoint and the pipeline to it, shared by a service client and its table clients.</summary>
internal sealed class TableConnection
{
    private const string TokenScope = "https://storage.azure.com/.default";

    private readonly RequestUriBuilder _uri = new();

    private TableConnection(Uri endpoint, string? accountName, TableClientOptions? options, HttpPipelinePolicy authentication)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        Address = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        AccountName = accountName ?? AccountOf(endpoint);
        Version = options.VersionString;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Shared };
        pipeline.PerRetryPolicies.Add(authentication);
        Pipeline = HttpPipelineBuilder.Build(pipeline);
        _uri.Reset(new Uri(Address));
    }

    public Uri Endpoint { get; }

    /// <summary>The endpoint's text without a trailing slash.</summary>
    public string Address { get; }

    public string AccountName { get; }

    public string Version { get; }

    public HttpPipeline Pipeline { get; }

    public static TableConnection To(string connectionString, TableClientOptions? options)
    {
        var parts = ConnectionStringParts.Parse(connectionString);
        return To(parts.Endpoint, parts.Credential, options);
    }

    public static TableConnection To(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableConnection(endpoint, credential.AccountName, options, new SharedKeyLitePolicy(credential));
    }

    public static TableConnection To(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableConnection(endpoint, null, options, new BearerTokenAuthenticationPolicy(credential, TokenScope));
    }

    /// <summary>A request for the endpoint's path followed by <paramref name="path"/>, which is escaped already.</summary>
    public HttpMessage Message(RequestMethod method, string path)
    {
        var message = Pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        var uri = request.Uri;
        uri.Scheme = _uri.Scheme;
        uri.Host = _uri.Host;
        uri.Port = _uri.Port;
        uri.Path = _uri.Path;
        uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", Version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    /// <summary>Sends, in the caller's thread where <paramref name="isAsync"/> is false.</summary>
    public ValueTask SendAsync(HttpMessage message, bool isAsync, CancellationToken cancellationToken)
    {
        if (isAsync)
            return Pipeline.SendAsync(message, cancellationToken);
        Pipeline.Send(message, cancellationToken);
        return ValueTask.CompletedTask;
    }

    /// <summary>From account.table.core.windows.net, or from 127.0.0.1:10002/account.</summary>
    private static string AccountOf(Uri endpoint)
    {
        var dot = endpoint.Host.IndexOf('.', StringComparison.Ordinal);
        if (endpoint.HostNameType == UriHostNameType.Dns && dot > 0)
            return endpoint.Host[..dot];
        return endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : "";
    }
}
