using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>Where a page ended: within the state of the record that the first page showed.</summary>
/// <param name="Commit">The last commit that is seen.</param>
/// <param name="AsAt">The moment that is shown.</param>
/// <param name="Position">How many entries were given before.</param>
public readonly record struct PageCursor(int Commit, DateTimeOffset AsAt, int Position);

/// <summary>
/// Cursors as texts: opaque, without any identifier, and sealed by a key of this system to what they belong to (record, question, reader's
/// rights), so that one that was changed, or is used elsewhere, is no cursor.
/// </summary>
public sealed class PageCursors(Pseudonyms pseudonyms)
{
    private const int PayloadBytes = 16;
    private const int SealBytes = 16;

    public string Write(PageCursor cursor, string context)
    {
        Span<byte> bytes = stackalloc byte[PayloadBytes + SealBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, cursor.Commit);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], cursor.AsAt.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], cursor.Position);
        Seal(bytes[..PayloadBytes], context, bytes[PayloadBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    public PageCursor? Read(string text, string context)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[PayloadBytes + SealBytes];
        if (!Base64Url.IsValid(text, out var length) || length != bytes.Length || !Base64Url.TryDecodeFromChars(text, bytes, out _))
            return null;
        Span<byte> seal = stackalloc byte[SealBytes];
        Seal(bytes[..PayloadBytes], context, seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, bytes[PayloadBytes..]))
            return null;
        return new PageCursor(
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), TimeSpan.Zero),
            BinaryPrimitives.ReadInt32BigEndian(bytes[12..])
        );
    }

    private void Seal(ReadOnlySpan<byte> payload, string context, Span<byte> seal)
    {
        Span<byte> hash = stackalloc byte[32];
        pseudonyms.Seal(Convert.ToHexString(payload), context, hash);
        hash[..SealBytes].CopyTo(seal);
    }
}
