using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>
/// Where a subscriber has come to in its feed, as an opaque text: sealed to the subscription by a key of this system, and the same for ever,
/// so that it may be kept.
/// </summary>
public sealed class EventCursors(Pseudonyms pseudonyms)
{
    private const int NumberBytes = 8;
    private const int SealBytes = 8;

    public string Write(string feed, long number)
    {
        Span<byte> bytes = stackalloc byte[NumberBytes + SealBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Seal(bytes[..NumberBytes], feed, bytes[NumberBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null where it is no cursor of this feed.</returns>
    public long? Read(string feed, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[NumberBytes + SealBytes];
        if (!Base64Url.IsValid(text, out var length) || length != bytes.Length || !Base64Url.TryDecodeFromChars(text, bytes, out _))
            return null;
        Span<byte> seal = stackalloc byte[SealBytes];
        Seal(bytes[..NumberBytes], feed, seal);
        return CryptographicOperations.FixedTimeEquals(seal, bytes[NumberBytes..]) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : null;
    }

    private void Seal(ReadOnlySpan<byte> number, string feed, Span<byte> seal)
    {
        Span<byte> hash = stackalloc byte[32];
        pseudonyms.Seal(Convert.ToHexString(number), $"events|{feed}", hash);
        hash[..SealBytes].CopyTo(seal);
    }
}
