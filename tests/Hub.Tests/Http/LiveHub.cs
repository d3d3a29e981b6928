using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Cli.Running;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Tests.Http;

/// <summary>A running hub as the world meets it: any request, any token, all answers; and what it stored and logged meanwhile.</summary>
public class LiveHub : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly ConcurrentDictionary<TestSender, string> tokens = new();
    private LocalIssuer issuer = null!;
    private BlobContainerClient snapshots = null!;

    public TestHub Hub { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public CapturedLogs Logs { get; } = new();

    /// <summary>Where the issuer that the hub trusts keeps its keys.</summary>
    public string Keys => DataFolder.At(folder.Path).Keys;

    /// <summary>The clock of the hub; the system's unless a class has its own.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    /// <summary>App settings besides the usual ones; none unless a class has its own.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    private HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        Hub = await TestHub.StartAsync(TestContext.Current.CancellationToken, Time, folder.Path, Settings);
        Hub.Services.GetRequiredService<ILoggerFactory>().AddProvider(Logs);
        var addresses = Hub.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First());
        issuer = LocalIssuer.Open(Keys, Time);
        snapshots = new BlobServiceClient(
            "UseDevelopmentStorage=true",
            new BlobClientOptions { Transport = Hub.Storage }
        ).GetBlobContainerClient(StoreNames.Snapshots);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        issuer.Dispose();
        Logs.Dispose();
        await Hub.DisposeAsync();
        folder.Dispose();
    }

    public string TokenOf(TestSender caller) =>
        tokens.GetOrAdd(
            caller,
            who =>
            {
                Assert.True(Roles.TryParse(who.Role, out var role));
                return issuer.Issue(OdsCode.Parse(who.Organisation), role);
            }
        );

    /// <summary>An honest token with another header or other claims.</summary>
    /// <param name="signature"><c>none</c>, <c>another</c> key's, or null for the issuer's own.</param>
    public string Forge(JsonObject? header, JsonObject? claims, string? signature)
    {
        var parts = TokenOf(TestSender.Practice).Split('.');
        var (head, body) = (Changed(parts[0], header), Changed(parts[1], claims));
        return signature is "none" ? $"{head}.{body}." : $"{head}.{body}.{Sign($"{head}.{body}", signature)}";
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await Http.SendAsync(request, cancellationToken);
        return new Reply(
            (int)response.StatusCode,
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync(cancellationToken)
        );
    }

    /// <summary>With the caller's token; <paramref name="headers"/> are added as they are.</summary>
    public async Task<Reply> AskAsync(
        TestSender caller,
        HttpMethod method,
        string path,
        CancellationToken cancellationToken,
        byte[]? body = null,
        string contentType = "application/fhir+json",
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(caller));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request, cancellationToken);
    }

    public Task<Reply> PostAsync(TestSender caller, string path, JsonNode body, CancellationToken cancellationToken) =>
        AskAsync(caller, HttpMethod.Post, path, cancellationToken, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public async Task<Stored> StoredAsync(CancellationToken cancellationToken)
    {
        var tables = Hub.Truth.Tables;
        var blobs = new List<string>();
        await foreach (var blob in snapshots.GetBlobsAsync(cancellationToken: cancellationToken))
            blobs.Add(blob.Name);
        return new Stored(
            blobs,
            await KeysAsync(tables.CareRecord, cancellationToken),
            await KeysAsync(tables.Unmatched, cancellationToken),
            [.. (await AuditAsync(cancellationToken)).Select(row => row.GetString("Correlation")!)]
        );
    }

    /// <summary>The audit rows of this hub's one process, in order.</summary>
    public async Task<IReadOnlyList<TableEntity>> AuditAsync(CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Hub.Truth.Tables.Audit.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            rows.Add(row);
        Assert.Null(AuditTrail.FirstBreak(rows));
        return rows;
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(TableClient table, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            keys.Add($"{row.PartitionKey}/{row.RowKey}");
        return keys;
    }

    private static string Changed(string part, JsonObject? changes)
    {
        var json = JsonNode.Parse(Base64UrlEncoder.DecodeBytes(part))!.AsObject();
        foreach (var (name, value) in changes ?? [])
            json[name] = value?.DeepClone();
        return Base64UrlEncoder.Encode(json.ToJsonString());
    }

    private string Sign(string text, string? signature)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (signature is null)
            key.ImportFromPem(File.ReadAllText(Path.Combine(DataFolder.At(folder.Path).Keys, LocalIssuer.KeyFileName)));
        return Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }
}

/// <summary>An answer as it came.</summary>
public sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string? MediaType => Header("Content-Type")?.Split(';')[0];

    /// <summary>The hub's codes in it, in order.</summary>
    public IReadOnlyList<string> Codes =>
        MediaType switch
        {
            "application/problem+json" => [(string)Json["code"]!],
            "application/fhir+json" when (string?)Json["resourceType"] == "OperationOutcome" =>
            [
                .. Json["issue"]!.AsArray().Select(issue => (string)issue!["details"]!["coding"]![0]!["code"]!),
            ],
            _ => [],
        };

    public string All => string.Join('\n', Headers.Select(h => $"{h.Key}: {h.Value}")) + "\n\n" + Body;

    public Reply Is(HttpStatusCode status)
    {
        Assert.True(Status == (int)status, $"{Status} instead of {(int)status}: {Body}");
        return this;
    }
}

/// <summary>Everything that is kept: names of blobs, keys of rows, correlation ids of audit rows.</summary>
public sealed record Stored(
    IReadOnlyList<string> Snapshots,
    IReadOnlyList<string> Records,
    IReadOnlyList<string> Unmatched,
    IReadOnlyList<string> Audited
);
