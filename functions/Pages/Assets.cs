using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Pages;

/// <summary>Styles, scripts and the icon of the pages, built into the program. An asset's address changes with its content, so browsers keep it.</summary>
public sealed class Assets
{
    private static readonly FrozenDictionary<string, Asset> All = Load();

    /// <summary>Whether the NHS look was there when the hub was built.</summary>
    internal static bool HasNhsLook => All.ContainsKey("nhsuk-frontend.css");

    /// <summary>The stylesheets of every page, in order.</summary>
    internal static IReadOnlyList<string> Styles { get; } = [HasNhsLook ? "nhsuk-frontend.css" : "plain.css", "hub.css"];

    internal static string AddressOf(string name) => $"/assets/{name}?v={All[name].Version}";

    [Function("Asset")]
    public static IResult Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{name}")] HttpRequest request,
        string name
    ) => All.TryGetValue(name, out var asset) ? new AssetResult(asset) : RefusedResult.Of(ErrorCatalogue.NotFound);

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(Assets).Assembly;
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = reader.ReadToEnd();
            if (MediaTypeOf(name) is { } type)
                assets[name] = new Asset(
                    type,
                    Encoding.UTF8.GetBytes(name.EndsWith(".css", StringComparison.Ordinal) ? Stylesheet.WithoutFontFaces(text) : text)
                );
        }

        return assets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string? MediaTypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css",
            ".js" => "text/javascript",
            ".svg" => "image/svg+xml",
            _ => null,
        };
}

internal sealed class Asset(string mediaType, byte[] content)
{
    private readonly Lazy<byte[]> packed = new(() => Pack(content));

    public string MediaType => mediaType;

    /// <summary>12 hexadecimal digits of the content's hash.</summary>
    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));

    public byte[] Content => content;

    /// <summary>In gzip; made when it is first asked for.</summary>
    public byte[] Packed => packed.Value;

    private static byte[] Pack(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(content);
        return stream.ToArray();
    }
}

internal sealed class AssetResult(Asset asset) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        PageResult.Guard(response);
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        var packs = httpContext.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (packs)
            response.Headers.ContentEncoding = "gzip";
        return Bodies.WriteAsync(response, asset.MediaType, packs ? asset.Packed : asset.Content, httpContext.RequestAborted);
    }
}
