using Azure.Core;

namespace IntegrationHub.Tests.Support;

public enum StorageCallKind
{
    PointRead,
    Query,
    TableWrite,
    Transaction,
    BlobWrite,
    BlobRead,

    /// <summary>Properties and metadata, without the content.</summary>
    BlobFacts,
    BlobList,

    /// <summary>Tables and containers being made.</summary>
    Making,
}

/// <summary>One request to the storage, as far as promises are about it.</summary>
/// <param name="Store">Table or container; <c>$batch</c> for a transaction.</param>
/// <param name="Address">Path and query, percent-decoded, without the account.</param>
public sealed record StorageCall(StorageCallKind Kind, string Store, string Address)
{
    private const int BlobPort = 10000;

    public static StorageCall Of(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var uri = request.Uri.ToUri();
        // The development storage's addresses are path-style: /devstoreaccount1/{table or container}…
        var address = Uri.UnescapeDataString(uri.PathAndQuery).TrimStart('/');
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        address = slash < 0 ? "" : address[(slash + 1)..];
        var store = address.Split('/', '(', '?')[0];
        var kind = uri.Port == BlobPort ? OfBlob(request.Method.Method, address) : OfTable(request.Method.Method, address, store);
        return new StorageCall(kind, store, address);
    }

    /// <summary>Whether a query stays within one partition.</summary>
    public bool NamesItsPartition => Address.Contains("PartitionKey eq '", StringComparison.Ordinal);

    private static StorageCallKind OfTable(string method, string address, string store)
    {
        if (store == "$batch")
            return StorageCallKind.Transaction;
        if (store == "Tables")
            return StorageCallKind.Making;
        if (method != "GET")
            return StorageCallKind.TableWrite;
        return address.Contains("(PartitionKey=", StringComparison.Ordinal) ? StorageCallKind.PointRead : StorageCallKind.Query;
    }

    private static StorageCallKind OfBlob(string method, string address)
    {
        if (address.Contains("comp=list", StringComparison.Ordinal))
            return StorageCallKind.BlobList;
        if (address.Contains("restype=container", StringComparison.Ordinal))
            return StorageCallKind.Making;
        return method switch
        {
            "GET" => StorageCallKind.BlobRead,
            "HEAD" => StorageCallKind.BlobFacts,
            _ => StorageCallKind.BlobWrite,
        };
    }
}
