using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Identifiers;

/// <summary>
/// A hash over several texts in which each one's length counts, so that no two different lists hash alike. The texts are laid out in
/// one buffer and hashed in one call: a message has dozens of them, and an incremental hash costs more to set up than to run.
/// </summary>
public static class FramedHash
{
    private const int OnStack = 1024;

    public static void Sha256(Span<byte> hash, params ReadOnlySpan<string> parts)
    {
        var size = SizeOf(parts);
        byte[]? rented = null;
        var buffer = size <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(size);
        SHA256.HashData(Frame(parts, buffer), hash);
        Return(rented);
    }

    public static void HmacSha256(ReadOnlySpan<byte> key, Span<byte> hash, params ReadOnlySpan<string> parts)
    {
        var size = SizeOf(parts);
        byte[]? rented = null;
        var buffer = size <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(size);
        HMACSHA256.HashData(key, Frame(parts, buffer), hash);
        Return(rented);
    }

    private static int SizeOf(ReadOnlySpan<string> parts)
    {
        var size = 0;
        foreach (var part in parts)
            size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        return size;
    }

    private static ReadOnlySpan<byte> Frame(ReadOnlySpan<string> parts, Span<byte> buffer)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, buffer[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(buffer[at..], length);
            at += sizeof(int) + length;
        }

        return buffer[..at];
    }

    /// <summary>What was hashed may name a person, so nothing of it stays behind in the pool.</summary>
    private static void Return(byte[]? rented)
    {
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }
}
