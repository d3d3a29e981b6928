using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hl7.Fhir.Introspection;

/// <summary>Something found by its name as UTF-8 bytes.</summary>
internal interface IUtf8Named
{
    byte[] Utf8Name { get; }
}

/// <summary>
/// A fixed set of names, looked up without making a string. It never grows with input, so that hostile names cost no more than others.
/// </summary>
internal sealed class Utf8Table<T>
    where T : class, IUtf8Named
{
    // Names beside the items: to ask an item for its name is a call through its interface, and this is asked for every property read.
    private readonly (byte[] Name, T Item)[] slots;
    private readonly int shift;

    public Utf8Table(IReadOnlyCollection<T> items)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, items.Count * 2));
        slots = new (byte[], T)[size];
        shift = 64 - BitOperations.Log2((uint)size);
        foreach (var item in items)
        {
            var at = Place(item.Utf8Name);
            while (slots[at].Item is not null)
                at = (at + 1) & (size - 1);
            slots[at] = (item.Utf8Name, item);
        }
    }

    public bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out T? item)
    {
        var table = slots;
        var at = Place(name);
        while (table[at] is { Item: { } candidate } slot)
        {
            if (name.SequenceEqual(slot.Name))
            {
                item = candidate;
                return true;
            }
            at = (at + 1) & (table.Length - 1);
        }
        item = null;
        return false;
    }

    private int Place(ReadOnlySpan<byte> name) => (int)(Utf8Hash.Of(name) >> shift);
}

internal static class Utf8Hash
{
    /// <summary>A quick hash of length, first and last eight bytes: enough to tell FHIR's names and codes apart.</summary>
    public static ulong Of(ReadOnlySpan<byte> text)
    {
        ulong first,
            last;
        if (text.Length >= 8)
        {
            first = MemoryMarshal.Read<ulong>(text);
            last = MemoryMarshal.Read<ulong>(text[^8..]);
        }
        else if (text.Length >= 4)
        {
            first = MemoryMarshal.Read<uint>(text);
            last = MemoryMarshal.Read<uint>(text[^4..]);
        }
        else
        {
            first = text.Length > 0 ? text[0] : 0UL;
            last = text.Length > 1 ? (ulong)text[1] << 8 | text[^1] : 0UL;
        }
        var mixed = (first ^ (ulong)text.Length) * 0x9E3779B97F4A7C15UL;
        return (mixed ^ mixed >> 29 ^ last) * 0xBF58476D1CE4E5B9UL;
    }
}
