using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace IntegrationHub.Fhir;

/// <summary>
/// The names met in each open object, as 64-bit hashes in one pooled array. A clash of hashes between two different names would
/// refuse a sound message; at 64 bits and the limits of a body that is less likely than a fault of the machine.
/// </summary>
internal struct PropertyNames
{
    private const int LinearUpTo = 32;
    private const ulong Odd = 0x9E3779B97F4A7C15;
    private ulong[] hashes;
    private int count;
    private (int Start, ulong Met)[] objects;
    private int open;
    private Dictionary<int, HashSet<ulong>>? wide;

    public void Open()
    {
        objects ??= ArrayPool<(int, ulong)>.Shared.Rent(512);
        hashes ??= ArrayPool<ulong>.Shared.Rent(256);
        objects[open++] = (count, 0);
    }

    public void Close()
    {
        count = objects[--open].Start;
        wide?.Remove(open);
    }

    public readonly int InOpenObject => count - objects[open - 1].Start;

    public bool TryAdd(ref Utf8JsonReader reader)
    {
        var hash = Hash(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);
        ref var here = ref objects[open - 1];
        // One bit a hash: while it is not set, the name is new and nothing need be compared.
        var bit = 1UL << (int)(hash >> 58);
        var mayBeDouble = (here.Met & bit) != 0;
        here.Met |= bit;
        if (count - here.Start < LinearUpTo)
        {
            if (mayBeDouble && hashes.AsSpan(here.Start, count - here.Start).Contains(hash))
                return false;
        }
        else if (!Wide(here.Start).Add(hash))
            return false;

        if (count == hashes.Length)
            Grow();
        hashes[count++] = hash;
        return true;
    }

    public void Return()
    {
        if (hashes is not null)
            ArrayPool<ulong>.Shared.Return(hashes);
        if (objects is not null)
            ArrayPool<(int, ulong)>.Shared.Return(objects);
    }

    private HashSet<ulong> Wide(int start)
    {
        wide ??= [];
        if (!wide.TryGetValue(open - 1, out var set))
            wide[open - 1] = set = [.. hashes.AsSpan(start, count - start)];
        return set;
    }

    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(hashes.Length * 2);
        hashes.AsSpan(0, count).CopyTo(larger);
        ArrayPool<ulong>.Shared.Return(hashes);
        hashes = larger;
    }

    // Eight bytes at a time; the last eight may overlap those before. Nearly every name of FHIR is one or two steps.
    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = (ulong)name.Length * Odd;
        if (name.Length < sizeof(ulong))
        {
            var word = 0UL;
            foreach (var b in name)
                word = word << 8 | b;
            return Mix(hash ^ word);
        }

        for (var at = 0; at + sizeof(ulong) < name.Length; at += sizeof(ulong))
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name[at..]));
        return Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]));
    }

    // One to one, so that different words stay different; every bit in reaches high and low ones.
    private static ulong Mix(ulong word)
    {
        word *= Odd;
        return word ^ word >> 32;
    }
}
