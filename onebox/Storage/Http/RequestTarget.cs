using Azure.Core;

namespace Onebox.Storage.Http;

internal enum StorageService
{
    Unknown,
    Blob,
    Table,
}

/// <summary>Which service a request is for, and its path and query with the account taken off. Nothing is percent-decoded here.</summary>
internal readonly record struct RequestTarget(StorageService Service, string Origin, string Path, QueryText Query)
{
    /// <summary>Reads the address; <c>Origin</c> is scheme, host and, path-style, the account: what a Location header starts with.</summary>
    public static RequestTarget Read(RequestUriBuilder uri, EmbeddedStorageOptions options)
    {
        var host = uri.Host ?? "";
        var path = uri.Path.AsSpan().TrimStart('/');
        var query = new QueryText(uri.Query ?? "");
        var origin = $"{uri.Scheme}://{host}{(uri.Port is 80 or 443 or <= 0 ? "" : $":{uri.Port}")}";

        if (host.Contains(".table.", StringComparison.OrdinalIgnoreCase))
            return new RequestTarget(StorageService.Table, origin, path.ToString(), query);
        if (host.Contains(".blob.", StringComparison.OrdinalIgnoreCase))
            return new RequestTarget(StorageService.Blob, origin, path.ToString(), query);

        var service =
            uri.Port == options.TablePort ? StorageService.Table
            : uri.Port == options.BlobPort ? StorageService.Blob
            : StorageService.Unknown;
        var slash = path.IndexOf('/');
        var account = slash < 0 ? path : path[..slash];
        return new RequestTarget(service, $"{origin}/{account}", slash < 0 ? "" : path[(slash + 1)..].ToString(), query);
    }
}
