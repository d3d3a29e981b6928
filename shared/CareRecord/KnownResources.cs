using System.Runtime.InteropServices;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord;

/// <summary>
/// Which resources a record holds, as 32 bits of each: FHIR answers 201 to what is created by an update and 200 to what is changed,
/// and that must be known from the one point read before a commit. So the list lies in the head; when it is full it becomes a row of
/// its own and the head begins anew. Such rows are read only by a message that brings what the head does not list.
/// Two of a record's resources have the same 32 bits once in 200,000 for a record of 20,000: then a 201 is a 200.
/// </summary>
public sealed class KnownResources
{
    /// <summary>Of a property's 64 KiB this takes 32.</summary>
    internal const int MostInHead = 8192;

    private const string RowPrefix = "k|";

    private readonly uint[] listed;
    private readonly IReadOnlySet<uint> paged;

    private KnownResources(uint[] listed, int pages, IReadOnlySet<uint> paged) => (this.listed, Pages, this.paged) = (listed, pages, paged);

    public static KnownResources None { get; } = new([], 0, new HashSet<uint>());

    /// <summary>How many rows are full.</summary>
    internal int Pages { get; }

    internal static KnownResources In(byte[]? list, int pages) =>
        new(list is null ? [] : MemoryMarshal.Cast<byte, uint>(list).ToArray(), pages, None.paged);

    internal byte[] ToBytes() => MemoryMarshal.AsBytes(listed.AsSpan()).ToArray();

    public bool Contains(ResourceKey key)
    {
        var print = PrintOf(key);
        return listed.AsSpan().Contains(print) || paged.Contains(print);
    }

    /// <summary>With the rows read too, if any of these is not in the head's own list and there are rows.</summary>
    internal async Task<KnownResources> CoveringAsync(
        RecordId record,
        IEnumerable<ResourceKey> keys,
        TableClient table,
        CancellationToken cancellationToken
    )
    {
        if (Pages == 0 || keys.All(key => listed.AsSpan().Contains(PrintOf(key))))
            return this;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value} and RowKey ge {RowPrefix} and RowKey lt {"l"}");
        var prints = new HashSet<uint>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            prints.UnionWith(MemoryMarshal.Cast<byte, uint>(row.GetBinary("Known")).ToArray());
        return new KnownResources(listed, Pages, prints);
    }

    /// <summary>After a commit: what it brought is known, what it deleted is not.</summary>
    /// <returns>The list for the head, and the row to insert where it was full.</returns>
    internal (KnownResources Next, TableEntity? Page) After(RecordId record, IReadOnlyList<EntryVersion> entries)
    {
        var next = new List<uint>(listed);
        foreach (var entry in entries)
        {
            var print = PrintOf(entry.Key);
            if (entry.Deleted)
                next.RemoveAll(known => known == print);
            else if (!Contains(entry.Key))
                next.Add(print);
        }

        if (next.Count <= MostInHead)
            return (new KnownResources([.. next], Pages, paged), null);
        var page = new TableEntity(record.Value, $"{RowPrefix}{Pages:D4}")
        {
            ["Known"] = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(next)[..MostInHead]).ToArray(),
        };
        return (new KnownResources([.. next[MostInHead..]], Pages + 1, paged), page);
    }

    private static uint PrintOf(ResourceKey key)
    {
        // A key is base32 over a hash: its last seven characters hold 35 bits of that.
        var print = 0u;
        foreach (var c in key.Value.AsSpan(ResourceKey.Length - 7))
            print = print << 5 | (uint)(c >= 'a' ? c - 'a' : c - '2' + 26);
        return print;
    }
}
