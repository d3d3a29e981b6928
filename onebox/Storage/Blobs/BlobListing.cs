using System.Globalization;
using System.Xml;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Sqlite;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>List Blobs: by name in order, flat or by a delimiter's levels, in pages.</summary>
internal sealed class BlobListing(StorageEngine engine)
{
    private const int LargestPage = 5000;

    private static readonly string[] Listed =
    [
        "Content-Type",
        "Content-Encoding",
        "Content-Language",
        "Content-MD5",
        "Content-Disposition",
        "Cache-Control",
    ];

    private sealed record Item(string Name, BlobRow? Blob);

    public Answer Run(Exchange exchange, string containerName)
    {
        var query = exchange.Target.Query;
        if (!TryReadMost(query["maxresults"], out var most))
            return BlobFaults.OutOfRangeQuery;
        if (!TryReadMarker(query["marker"] ?? "", out var from))
            return BlobFaults.InvalidQuery;
        if (!engine.Catalogue.Containers.TryGetValue(containerName, out var container))
            return BlobFaults.ContainerNotFound;

        var prefix = query["prefix"] ?? "";
        var delimiter = query["delimiter"] ?? "";
        var items = Find(container.Id, prefix, delimiter, from, most + 1);
        var next = items.Count > most ? items[most].Name : null;
        var include = query["include"] ?? "";
        var body = BlobAnswers.Xml(writer =>
        {
            writer.WriteStartElement("EnumerationResults");
            writer.WriteAttributeString("ServiceEndpoint", exchange.Target.Origin + "/");
            writer.WriteAttributeString("ContainerName", containerName);
            WriteQuery(writer, prefix, query["marker"], query["maxresults"], delimiter);
            writer.WriteStartElement("Blobs");
            foreach (var item in items.Take(most))
                Write(writer, item, include.Contains("metadata", StringComparison.OrdinalIgnoreCase));
            writer.WriteEndElement();
            writer.WriteElementString("NextMarker", next is null ? "" : ToMarker(next));
            writer.WriteEndElement();
        });
        return new EmbeddedResponse(200).WithBody("application/xml", body);
    }

    public static bool TryReadMost(string? text, out int most)
    {
        most = LargestPage;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || asked < 1)
            return false;
        most = Math.Min(asked, LargestPage);
        return true;
    }

    public static void WriteQuery(XmlWriter writer, string prefix, string? marker, string? maxResults, string? delimiter)
    {
        if (prefix.Length > 0)
            WriteName(writer, "Prefix", prefix);
        if (!string.IsNullOrEmpty(marker))
            writer.WriteElementString("Marker", marker);
        if (!string.IsNullOrEmpty(maxResults))
            writer.WriteElementString("MaxResults", maxResults);
        if (!string.IsNullOrEmpty(delimiter))
            writer.WriteElementString("Delimiter", delimiter);
    }

    public static void WriteMetadata(XmlWriter writer, List<KeyValuePair<string, string>> properties)
    {
        writer.WriteStartElement("Metadata");
        foreach (var (name, value) in properties)
        {
            if (NameValues.IsMetadata(name))
                writer.WriteElementString(XmlConvert.EncodeLocalName(name[NameValues.MetadataStart.Length..])!, value);
        }

        writer.WriteEndElement();
    }

    private List<Item> Find(long container, string prefix, string delimiter, string from, int most)
    {
        var items = new List<Item>();
        var end = AfterAll(prefix);
        var start = KeyText.Encode(string.CompareOrdinal(from, prefix) > 0 ? from : prefix);
        using var lease = engine.Readers.Rent();
        var rows = lease.Session.BlobNames;
        try
        {
            rows.Bind(1, container).Bind(2, start).Bind(3, end);
            while (items.Count < most && rows.Step())
            {
                var name = KeyText.Decode(rows.Bytes(6));
                var level = delimiter.Length == 0 ? -1 : name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                if (level < 0)
                {
                    items.Add(new Item(name, BlobRow.Read(rows)));
                    continue;
                }

                // One entry stands for all names below it: go on after the last of them without reading them.
                var group = name[..(level + delimiter.Length)];
                items.Add(new Item(group, null));
                rows.Reset();
                rows.Bind(1, container).Bind(2, AfterAll(group)).Bind(3, end);
            }
        }
        finally
        {
            rows.Reset();
        }

        return items;
    }

    private static byte[] AfterAll(string prefix) => [.. KeyText.Encode(prefix), .. KeyText.Highest];

    private static void Write(XmlWriter writer, Item item, bool withMetadata)
    {
        writer.WriteStartElement(item.Blob is null ? "BlobPrefix" : "Blob");
        WriteName(writer, "Name", item.Name);
        if (item.Blob is { } blob)
        {
            var properties = NameValues.Read(blob.Properties);
            writer.WriteStartElement("Properties");
            writer.WriteElementString("Creation-Time", BlobAnswers.Date(blob.Created));
            writer.WriteElementString("Last-Modified", BlobAnswers.Date(blob.Stamp));
            writer.WriteElementString("Etag", blob.Etag.Trim('"'));
            writer.WriteElementString("Content-Length", blob.Size.ToString(CultureInfo.InvariantCulture));
            foreach (var (name, value) in properties)
            {
                if (Listed.Contains(name))
                    writer.WriteElementString(name, value);
            }

            writer.WriteElementString("BlobType", "BlockBlob");
            writer.WriteElementString("AccessTier", "Hot");
            writer.WriteElementString("AccessTierInferred", "true");
            writer.WriteElementString("LeaseStatus", "unlocked");
            writer.WriteElementString("LeaseState", "available");
            writer.WriteElementString("ServerEncrypted", "true");
            writer.WriteEndElement();
            if (withMetadata)
                WriteMetadata(writer, properties);
        }

        writer.WriteEndElement();
    }

    // A name may hold what XML cannot: it is then percent-encoded and says so.
    private static void WriteName(XmlWriter writer, string element, string name)
    {
        writer.WriteStartElement(element);
        if (name.All(unit => XmlConvert.IsXmlChar(unit) || char.IsSurrogate(unit)))
        {
            writer.WriteString(name);
        }
        else
        {
            writer.WriteAttributeString("Encoded", "true");
            writer.WriteString(Uri.EscapeDataString(name));
        }

        writer.WriteEndElement();
    }

    private static string ToMarker(string name) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(name));

    private static bool TryReadMarker(string marker, out string name)
    {
        var bytes = new byte[marker.Length];
        var read = Convert.TryFromBase64String(marker, bytes, out var length);
        name = read ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : "";
        return read;
    }
}
