using System.ComponentModel.DataAnnotations;

namespace IntegrationHub.Identifiers;

/// <summary>Where the key of the pseudonyms comes from. There is no default: without a key the hub does not start.</summary>
public sealed class PseudonymOptions
{
    public const string Section = "Identifiers";

    /// <summary>A file with at least 32 random bytes, readable by the hub alone.</summary>
    public string? PseudonymKeyFile { get; set; }

    /// <summary>The same bytes in base64: how Key Vault references reach an Azure app setting.</summary>
    public string? PseudonymKey { get; set; }
}

/// <summary>
/// Record ids from what names a person. An unkeyed hash of an NHS number is reversed in minutes by trying all ten digits, so every
/// id is an HMAC-SHA-256 under a key of this system, with a purpose in front so that two uses never meet.
/// </summary>
public sealed class Pseudonyms
{
    private readonly byte[] key;

    public Pseudonyms(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length < 32)
            throw new ArgumentException("A pseudonym key has at least 32 bytes.", nameof(key));
        this.key = key;
    }

    /// <exception cref="ValidationException">Neither setting is there, or the key is unusable.</exception>
    public static Pseudonyms From(PseudonymOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return options switch
            {
                { PseudonymKey: { Length: > 0 } text } => new Pseudonyms(Convert.FromBase64String(text)),
                { PseudonymKeyFile: { Length: > 0 } path } => new Pseudonyms(File.ReadAllBytes(path)),
                _ => throw new ValidationException("Identifiers:PseudonymKey or Identifiers:PseudonymKeyFile must be set."),
            };
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ValidationException("The pseudonym key cannot be read, or is shorter than 32 bytes.", fault);
        }
    }

    /// <summary>The record of a person known by NHS number.</summary>
    public RecordId OfPerson(NhsNumber number)
    {
        Span<byte> hash = stackalloc byte[32];
        Hmac("person", number.Value, "", hash);
        return RecordId.Matched(hash);
    }

    /// <summary>The record of somebody whom only the sender can name: the sender and the sender's own id of them.</summary>
    public RecordId OfSendersPerson(OdsCode sender, string localId)
    {
        Span<byte> hash = stackalloc byte[32];
        Hmac("senders-person", sender.Value, localId, hash);
        return RecordId.Unmatched(hash);
    }

    /// <summary>Binds a text that leaves the hub to what it belongs to.</summary>
    /// <param name="seal">32 bytes.</param>
    internal void Seal(string text, string context, Span<byte> seal) => Hmac("seal", text, context, seal);

    /// <summary>A key for one use: whoever has it learns nothing of this system's own.</summary>
    /// <param name="use">Such as <c>webhook-hmac</c>.</param>
    /// <param name="key">32 bytes.</param>
    internal void DeriveKey(string use, string owner, string nonce, Span<byte> key) => Hmac($"key|{use}", owner, nonce, key);

    private void Hmac(string purpose, string first, string second, Span<byte> hash) =>
        FramedHash.HmacSha256(key, hash, purpose, first, second);
}
