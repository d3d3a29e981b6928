using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

internal enum ChangeKind
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>One change to one entity, checked as far as it can be without looking at the store.</summary>
internal sealed class EntityChange
{
    public required ChangeKind Kind { get; init; }
    public required string PartitionKey { get; init; }
    public required string RowKey { get; init; }

    /// <summary>Replace and merge without a condition make the entity where it is missing.</summary>
    public required EtagCondition Condition { get; init; }

    /// <summary>The properties in the stored form; empty for a delete.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Insert: whether the answer shall hold the entity.</summary>
    public bool EchoContent { get; init; }

    /// <summary>Insert: the address of the new entity, for the Location header.</summary>
    public string Location { get; init; } = "";

    public byte[] PartitionBytes => field ??= KeyText.Encode(PartitionKey);

    public byte[] RowBytes => field ??= KeyText.Encode(RowKey);

    public int KeyUnits => PartitionKey.Length + RowKey.Length;
}

/// <summary>What an If-Match header asks.</summary>
internal readonly record struct EtagCondition(bool Present, bool Any, long Stamp)
{
    public bool Holds(long current) => !Present || Any || Stamp == current;

    public static (EtagCondition Condition, Fault? Fault) Read(string? header)
    {
        if (header is null)
            return (default, null);
        if (header == "*")
            return (new EtagCondition(true, true, 0), null);
        return Tables.Stamp.TryParseEtag(header, out var stamp)
            ? (new EtagCondition(true, false, stamp), null)
            : (default, TableFaults.InvalidEtag);
    }
}
