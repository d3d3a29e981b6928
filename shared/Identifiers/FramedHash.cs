using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Identifiers;

/// <summary>A hash over several texts in which each one's length counts, so that no two different lists hash alike.</summary>
public static class FramedHash
{
    public static void Sha256(Span<byte> hash, params ReadOnlySpan<string> parts)
    {
        using var incremental = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(incremental, parts);
        incremental.GetHashAndReset(hash);
    }

    public static void Append(IncrementalHash hash, params ReadOnlySpan<string> parts)
    {
        Span<byte> length = stackalloc byte[4];
        Span<byte> small = stackalloc byte[512];
        foreach (var part in parts)
        {
            var count = Encoding.UTF8.GetByteCount(part);
            BinaryPrimitives.WriteInt32BigEndian(length, count);
            hash.AppendData(length);
            var bytes = count <= small.Length ? small[..count] : new byte[count];
            Encoding.UTF8.GetBytes(part, bytes);
            hash.AppendData(bytes);
        }
    }
}
