using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>An entity as it came in a request, checked and in the stored form. Keys are null where the body names none.</summary>
internal sealed record EntityImage(string? PartitionKey, string? RowKey, byte[] Body)
{
    // The service's published formulas, in bytes.
    private const int EntityOverhead = 4;
    private const int PropertyOverhead = 8;
    private const int LargestEntity = 1024 * 1024;
    private const int MostProperties = 252;

    /// <summary>This entity's properties over those stored already: named ones replaced, others kept.</summary>
    public byte[] MergeOver(ReadOnlySpan<byte> stored)
    {
        var merged = new Output(stored.Length + Body.Length + 1);
        var olds = new StoredProperties(stored);
        while (olds.Next())
        {
            if (!Has(Body, olds.Name))
                Append(merged, olds.Member);
        }

        Append(merged, Body);
        return merged.ToArray();
    }

    /// <summary>The rules on an entity as a whole; each property has been checked by itself.</summary>
    public static Fault? CheckWhole(int keyUnits, ReadOnlySpan<byte> body)
    {
        var size = EntityOverhead + (keyUnits * 2);
        var count = 0;
        var properties = new StoredProperties(body);
        while (properties.Next())
        {
            count++;
            size += PropertyOverhead + (System.Text.Encoding.UTF8.GetCharCount(properties.Name) * 2) + properties.ValueSize();
        }

        return count > MostProperties ? TableFaults.TooManyProperties
            : size > LargestEntity ? TableFaults.EntityTooLarge
            : null;
    }

    private static bool Has(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var properties = new StoredProperties(body);
        while (properties.Next())
        {
            if (properties.Name.SequenceEqual(name))
                return true;
        }

        return false;
    }

    private static void Append(Output output, ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
            return;
        if (output.Length > 0)
            output.Add((byte)',');
        output.Add(members);
    }
}
