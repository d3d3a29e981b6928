namespace Onebox.Storage.Tables.Filter;

internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>A $filter as a tree. Two-valued: a comparison with a property the entity lacks, or of another type, is false.</summary>
internal abstract record FilterNode
{
    public abstract bool Matches(in FilterRow row);
}

internal sealed record AndNode(FilterNode Left, FilterNode Right) : FilterNode
{
    public override bool Matches(in FilterRow row) => Left.Matches(row) && Right.Matches(row);
}

internal sealed record OrNode(FilterNode Left, FilterNode Right) : FilterNode
{
    public override bool Matches(in FilterRow row) => Left.Matches(row) || Right.Matches(row);
}

internal sealed record NotNode(FilterNode Inner) : FilterNode
{
    public override bool Matches(in FilterRow row) => !Inner.Matches(row);
}

internal sealed record ConstantNode(bool Value) : FilterNode
{
    public override bool Matches(in FilterRow row) => Value;
}

/// <summary>A property against a constant; the constant always stands on the right here.</summary>
internal sealed record CompareNode(string Property, Comparison Comparison, FilterValue Value) : FilterNode
{
    private readonly byte[] name = System.Text.Encoding.UTF8.GetBytes(Property);

    public override bool Matches(in FilterRow row)
    {
        var order = Property switch
        {
            "PartitionKey" => Value.CompareKey(row.PartitionKey),
            "RowKey" => Value.CompareKey(row.RowKey),
            "Timestamp" => Value.CompareTime(row.Stamp),
            _ => row.TryFind(name, out var type, out var stored) ? Value.CompareStored(type, stored) : null,
        };
        return order is { } found && Holds(found);
    }

    private bool Holds(int order) =>
        Comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0 && order != FilterValue.Unordered,
            _ => order >= 0 && order != FilterValue.Unordered,
        };
}

/// <summary>One stored row, as the filter sees it.</summary>
internal readonly ref struct FilterRow(ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> rowKey, long stamp, ReadOnlySpan<byte> body)
{
    public readonly ReadOnlySpan<byte> PartitionKey = partitionKey;
    public readonly ReadOnlySpan<byte> RowKey = rowKey;
    public readonly long Stamp = stamp;
    private readonly ReadOnlySpan<byte> body = body;

    public bool TryFind(ReadOnlySpan<byte> name, out EdmType type, out ReadOnlySpan<byte> value)
    {
        var properties = new StoredProperties(body);
        while (properties.Next())
        {
            if (!properties.Name.SequenceEqual(name))
                continue;
            type = properties.Type;
            value = properties.Value;
            return true;
        }

        type = default;
        value = default;
        return false;
    }
}
