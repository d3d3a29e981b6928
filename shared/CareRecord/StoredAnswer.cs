using System.IO.Compression;
using Azure.Data.Tables;

namespace IntegrationHub.CareRecord;

/// <summary>
/// The answer to a message, kept byte for byte so that a repeat gets the same. A table property holds 64 KiB, so a long answer is
/// packed and laid over several.
/// </summary>
public record StoredAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    private const int PropertyBytes = 60 * 1024;
    private const int PackAbove = 8 * 1024;

    /// <summary>How far back it looks, as a logarithm: 4 MiB, more than any answer is long.</summary>
    private const int BrotliWindow = 22;

    /// <summary>What one row may hold of it: 16 properties, under the 1 MiB of an entity.</summary>
    private const int MaxProperties = 16;

    internal static StoredAnswer From(TableEntity row)
    {
        using var packed = new MemoryStream();
        for (var i = 0; row.GetBinary($"Answer{i}") is { } part; i++)
            packed.Write(part);
        var status = row.GetInt32("AnswerStatus") ?? 0;
        if (row.GetBoolean("AnswerPacked") is not true)
            return new(status, packed.ToArray());

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionMode.Decompress))
            brotli.CopyTo(unpacked);
        return new(status, unpacked.ToArray());
    }

    internal void WriteTo(TableEntity row)
    {
        row["AnswerStatus"] = Status;
        var bytes = Body;
        if (bytes.Length > PackAbove)
        {
            row["AnswerPacked"] = true;
            bytes = Pack(bytes);
        }

        if (bytes.Length > PropertyBytes * MaxProperties)
            throw new InvalidOperationException("An answer is too long to be kept.");
        for (var i = 0; i * PropertyBytes < bytes.Length; i++)
            row[$"Answer{i}"] = bytes.Slice(i * PropertyBytes, Math.Min(PropertyBytes, bytes.Length - i * PropertyBytes)).ToArray();
    }

    /// <summary>At Brotli's lowest quality: the next one takes ten times as long, most of it for memory that it fetches and gives back.</summary>
    private static ReadOnlyMemory<byte> Pack(ReadOnlyMemory<byte> body)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body.Span, packed, out var written, quality: 0, BrotliWindow)
            ? packed.AsMemory(0, written)
            : throw new InvalidOperationException("An answer could not be packed.");
    }
}
