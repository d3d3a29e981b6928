using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Tables;

internal enum MetadataLevel
{
    None,
    Minimal,
    Full,
}

/// <summary>Writes entities as the protocol's JSON: https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations.</summary>
internal sealed class EntityJson
{
    private readonly MetadataLevel level;
    private readonly string[]? selected;
    private readonly byte[][]? selectedNames;
    private readonly string table;
    private readonly string origin;

    public EntityJson(MetadataLevel level, string? select, string table, string origin)
    {
        this.level = level;
        this.table = table;
        this.origin = origin;
        if (string.IsNullOrWhiteSpace(select) || select.Trim() == "*")
            return;
        selected =
        [
            .. select.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal),
        ];
        selectedNames = Array.ConvertAll(selected, System.Text.Encoding.UTF8.GetBytes);
    }

    /// <summary>The level a client asked for: <c>$format</c> wins over <c>Accept</c>.</summary>
    public static MetadataLevel LevelOf(string? format, string? accept)
    {
        var wanted = string.IsNullOrEmpty(format) ? accept ?? "" : format;
        return wanted.Contains("fullmetadata", StringComparison.OrdinalIgnoreCase) ? MetadataLevel.Full
            : wanted.Contains("nometadata", StringComparison.OrdinalIgnoreCase) ? MetadataLevel.None
            : MetadataLevel.Minimal;
    }

    public string ContentType =>
        level switch
        {
            MetadataLevel.None => "application/json;odata=nometadata;streaming=true;charset=utf-8",
            MetadataLevel.Full => "application/json;odata=fullmetadata;streaming=true;charset=utf-8",
            _ => "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
        };

    /// <summary>Starts a single entity's object, or the list of a query.</summary>
    public void WriteContext(Output output, bool single)
    {
        output.Add((byte)'{');
        if (level == MetadataLevel.None)
            return;
        output.Add("\"odata.metadata\":"u8);
        JsonText.Write(output, $"{origin}/$metadata#{table}{(single ? "/@Element" : "")}");
        output.Add((byte)',');
    }

    /// <summary>Writes the members of an entity, without its braces.</summary>
    public void WriteMembers(Output output, ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> rowKey, long stamp, ReadOnlySpan<byte> body)
    {
        var start = output.Length;
        if (level == MetadataLevel.Full)
            WriteFullMetadata(output, partitionKey, rowKey);
        if (level != MetadataLevel.None)
        {
            output.Add("\"odata.etag\":"u8);
            JsonText.Write(output, Stamp.Etag(stamp));
        }

        if (selected is null)
        {
            WriteKey(output, start, "PartitionKey"u8, partitionKey);
            WriteKey(output, start, "RowKey"u8, rowKey);
            WriteTimestamp(output, start, stamp);
            WriteAll(output, start, body);
            return;
        }

        for (var index = 0; index < selected.Length; index++)
        {
            switch (selected[index])
            {
                case "PartitionKey":
                    WriteKey(output, start, "PartitionKey"u8, partitionKey);
                    break;
                case "RowKey":
                    WriteKey(output, start, "RowKey"u8, rowKey);
                    break;
                case "Timestamp":
                    WriteTimestamp(output, start, stamp);
                    break;
                default:
                    WriteSelected(output, start, selectedNames![index], body);
                    break;
            }
        }
    }

    private void WriteAll(Output output, int start, ReadOnlySpan<byte> body)
    {
        if (level == MetadataLevel.Minimal)
        {
            if (body.IsEmpty)
                return;
            Separate(output, start);
            output.Add(body);
            return;
        }

        var properties = new StoredProperties(body);
        while (properties.Next())
            WriteProperty(output, start, properties);
    }

    private void WriteSelected(Output output, int start, ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        var properties = new StoredProperties(body);
        while (properties.Next())
        {
            if (!properties.Name.SequenceEqual(name))
                continue;
            WriteProperty(output, start, properties);
            return;
        }

        // A selected property that the entity lacks is answered as null, so that every row has the columns that were asked for.
        Separate(output, start);
        output.Add((byte)'"');
        output.Add(name);
        output.Add("\":null"u8);
    }

    private void WriteProperty(Output output, int start, StoredProperties property)
    {
        Separate(output, start);
        if (level != MetadataLevel.None)
        {
            output.Add(property.Member);
            return;
        }

        output.Add((byte)'"');
        output.Add(property.Name);
        output.Add("\":"u8);
        output.Add(property.Value);
    }

    private static void WriteKey(Output output, int start, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        Separate(output, start);
        output.Add((byte)'"');
        output.Add(name);
        output.Add("\":"u8);
        JsonText.Write(output, KeyText.Decode(key));
    }

    private void WriteTimestamp(Output output, int start, long stamp)
    {
        Separate(output, start);
        if (level == MetadataLevel.Full)
            output.Add("\"Timestamp@odata.type\":\"Edm.DateTime\","u8);
        output.Add("\"Timestamp\":\""u8);
        output.Add(Stamp.Text(stamp));
        output.Add((byte)'"');
    }

    private void WriteFullMetadata(Output output, ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> rowKey)
    {
        var link = EntityAddress.Of(table, KeyText.Decode(partitionKey), KeyText.Decode(rowKey));
        output.Add("\"odata.type\":"u8);
        JsonText.Write(output, $"onebox.{table}");
        output.Add(",\"odata.id\":"u8);
        JsonText.Write(output, $"{origin}/{link}");
        output.Add(",\"odata.editLink\":"u8);
        JsonText.Write(output, link);
        output.Add((byte)',');
    }

    private static void Separate(Output output, int start)
    {
        if (output.Length > start)
            output.Add((byte)',');
    }
}
