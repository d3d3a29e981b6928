using System.Buffers.Binary;
using System.Text;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// Property names that were read before, so that each is one string and not one an entity. Bounded: a slot holds the last name that
/// fell into it.
/// </summary>
internal static class PropertyNames
{
    private const int Slots = 1024;

    private static readonly Name?[] Table = new Name?[Slots];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref Table[SlotOf(utf8)];
        // An immutable object, read and replaced whole: no lock, and a lost race costs one string.
        var known = Volatile.Read(ref slot);
        if (known is not null && utf8.SequenceEqual(known.Utf8))
            return known.Text;
        var name = new Name(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        Volatile.Write(ref slot, name);
        return name.Text;
    }

    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        uint hash = 2166136261;
        for (; utf8.Length >= 4; utf8 = utf8[4..])
            hash = (hash ^ BinaryPrimitives.ReadUInt32LittleEndian(utf8)) * 16777619;
        foreach (var b in utf8)
            hash = (hash ^ b) * 16777619;
        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }

    private sealed record Name(byte[] Utf8, string Text);
}
