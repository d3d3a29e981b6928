using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>The headers a caller sets on a blob or container, and their rules.</summary>
internal static class BlobHeaders
{
    private const int LargestMetadata = 8 * 1024;
    private const string DefaultType = "application/octet-stream";

    /// <summary>Header sent, header answered. Put Blob also takes the plain names.</summary>
    private static readonly (string Sent, string Answered)[] Settable =
    [
        ("x-ms-blob-content-type", "Content-Type"),
        ("x-ms-blob-content-encoding", "Content-Encoding"),
        ("x-ms-blob-content-language", "Content-Language"),
        ("x-ms-blob-content-disposition", "Content-Disposition"),
        ("x-ms-blob-cache-control", "Cache-Control"),
    ];

    /// <summary>The blob's system properties as the request sets them, by the name they are answered under.</summary>
    public static List<KeyValuePair<string, string>> Properties(Exchange exchange, bool plainNamesToo)
    {
        var properties = new List<KeyValuePair<string, string>>(4);
        foreach (var (sent, answered) in Settable)
        {
            var value = exchange.Header(sent) ?? (plainNamesToo ? exchange.Header(answered) : null);
            if (!string.IsNullOrEmpty(value))
                properties.Add(new KeyValuePair<string, string>(answered, value));
            else if (answered == "Content-Type")
                properties.Add(new KeyValuePair<string, string>(answered, DefaultType));
        }

        return properties;
    }

    /// <summary>Adds the request's metadata; the names are identifiers, the whole at most 8 KiB.</summary>
    public static Fault? AddMetadata(Exchange exchange, List<KeyValuePair<string, string>> properties)
    {
        var size = 0;
        foreach (var header in exchange.Headers)
        {
            if (!NameValues.IsMetadata(header.Name))
                continue;
            var name = header.Name.AsSpan(NameValues.MetadataStart.Length).ToString();
            if (KeyRules.CheckPropertyName(System.Text.Encoding.UTF8.GetBytes(name)) is not null)
                return BlobFaults.InvalidMetadata;
            if (!System.Text.Ascii.IsValid(header.Value) || header.Value.AsSpan().ContainsAnyInRange('\0', '\x1F'))
                return BlobFaults.InvalidMetadata;
            size += name.Length + header.Value.Length;
            properties.Add(new KeyValuePair<string, string>(NameValues.MetadataStart + name, header.Value));
        }

        return size > LargestMetadata ? BlobFaults.MetadataTooLarge : null;
    }
}
