using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables.Filter;

/// <summary>A stretch of a table in key order, both ends included. With one partition, the row keys bound it; otherwise only its start has one.</summary>
internal sealed record KeyRange(byte[] FirstPartition, byte[] FirstRow, byte[] LastPartition, byte[] LastRow)
{
    public bool IsOnePartition => FirstPartition.AsSpan().SequenceEqual(LastPartition);
}

/// <summary>
/// Finds which stretches of a table a filter can match, so that a query reads an index range and not the table. A stretch may hold rows that
/// do not match (every row is still put to the filter); none that matches lies outside.
/// </summary>
internal static class KeyRanges
{
    // Past this many alternatives one wide range is cheaper than the bookkeeping.
    private const int MostBoxes = 128;
    private static readonly byte[] Lowest = [];
    private static readonly byte[] Highest = KeyText.Highest.ToArray();
    private static readonly Box Everything = new(new Span(Lowest, Highest), new Span(Lowest, Highest));

    private readonly record struct Span(byte[] From, byte[] To)
    {
        public bool IsEmpty => Compare(From, To) > 0;

        public Span Intersect(Span other) =>
            new(Compare(From, other.From) >= 0 ? From : other.From, Compare(To, other.To) <= 0 ? To : other.To);
    }

    private readonly record struct Box(Span Partition, Span Row);

    /// <summary>The stretches in key order, none overlapping; none at all where nothing can match.</summary>
    public static List<KeyRange> Of(FilterNode? filter)
    {
        var ranges = (filter is null ? [Everything] : Boxes(filter)).ConvertAll(ToRange);
        ranges.Sort((left, right) => Compare(left.FirstPartition, left.FirstRow, right.FirstPartition, right.FirstRow));
        var merged = new List<KeyRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count == 0 || Compare(range.FirstPartition, range.FirstRow, merged[^1].LastPartition, merged[^1].LastRow) > 0)
                merged.Add(range);
            else if (Compare(range.LastPartition, range.LastRow, merged[^1].LastPartition, merged[^1].LastRow) > 0)
                merged[^1] = merged[^1] with { LastPartition = range.LastPartition, LastRow = range.LastRow };
        }

        return merged;
    }

    private static List<Box> Boxes(FilterNode node)
    {
        switch (node)
        {
            case CompareNode { Property: "PartitionKey", Value.Key: { } key } compare:
                return [Everything with { Partition = Bound(compare.Comparison, key) }];
            case CompareNode { Property: "RowKey", Value.Key: { } key } compare:
                return [Everything with { Row = Bound(compare.Comparison, key) }];
            case AndNode and:
                return Limit(Intersect(Boxes(and.Left), Boxes(and.Right)));
            case OrNode or:
                return Limit([.. Boxes(or.Left), .. Boxes(or.Right)]);
            default:
                return [Everything];
        }
    }

    private static List<Box> Intersect(List<Box> lefts, List<Box> rights)
    {
        var both = new List<Box>();
        foreach (var left in lefts)
        {
            foreach (var right in rights)
            {
                var box = new Box(left.Partition.Intersect(right.Partition), left.Row.Intersect(right.Row));
                if (!box.Partition.IsEmpty && !box.Row.IsEmpty)
                    both.Add(box);
            }
        }

        return both;
    }

    private static List<Box> Limit(List<Box> boxes) => boxes.Count <= MostBoxes ? boxes : [Everything];

    private static Span Bound(Comparison comparison, byte[] key) =>
        comparison switch
        {
            Comparison.Equal => new Span(key, key),
            Comparison.Less or Comparison.LessOrEqual => new Span(Lowest, key),
            Comparison.Greater or Comparison.GreaterOrEqual => new Span(key, Highest),
            _ => Everything.Partition,
        };

    private static KeyRange ToRange(Box box) =>
        box.Partition.From.AsSpan().SequenceEqual(box.Partition.To)
            ? new KeyRange(box.Partition.From, box.Row.From, box.Partition.To, box.Row.To)
            : new KeyRange(box.Partition.From, Lowest, box.Partition.To, Highest);

    private static int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);

    private static int Compare(byte[] leftPartition, byte[] leftRow, byte[] rightPartition, byte[] rightRow)
    {
        var partitions = Compare(leftPartition, rightPartition);
        return partitions != 0 ? partitions : Compare(leftRow, rightRow);
    }
}
