using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>
/// What makes a message the same message when it is sent again, within one sender: the Idempotency-Key, else Bundle.identifier,
/// else the bytes themselves and the address they were sent to.
/// </summary>
/// <param name="Identity">26 characters of base32 (130 bits of SHA-256).</param>
/// <param name="ContentHash">SHA-256 of the bytes, base32.</param>
public sealed record MessageIdentity(string Identity, string ContentHash)
{
    private const int MaxKey = 255;

    public static MessageIdentity Of(IncomingMessage message, string? bundleIdentifier)
    {
        ArgumentNullException.ThrowIfNull(message);
        Span<byte> content = stackalloc byte[32];
        SHA256.HashData(message.Body.Span, content);
        var contentHash = Base32.Encode(content);
        if (message.Identity is { } known)
            return new(known, contentHash);

        Span<byte> hash = stackalloc byte[32];
        var sender = message.Caller.Organisation.Value;
        if (message.IdempotencyKey is { } key)
            FramedHash.Sha256(hash, "key", sender, key);
        else if (bundleIdentifier is not null)
            FramedHash.Sha256(hash, "identifier", sender, bundleIdentifier);
        else
            FramedHash.Sha256(hash, "content", sender, message.Route.Code, contentHash);
        return new(Base32.Encode(hash)[..26], contentHash);
    }

    /// <summary>Snapshots lie by sender and day, so that a sweep reads only the days it has not seen.</summary>
    public string SnapshotName(OdsCode sender, DateTimeOffset receivedAt) => $"{PrefixOf(sender, receivedAt.UtcDateTime)}{Identity}.json";

    /// <summary>Where a sender's snapshots of one UTC day lie.</summary>
    public static string PrefixOf(OdsCode sender, DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"{sender}/{day:yyyy'/'MM'/'dd}/");

    /// <summary>Null when the key may be used; it never becomes part of a name, only of a hash.</summary>
    public static HubError? Check(string? key)
    {
        if (key is null)
            return null;
        if (key.Length is 0 or > MaxKey)
            return ErrorCatalogue.KeyInvalid;
        foreach (var c in key)
        {
            if (c is < ' ' or > '~')
                return ErrorCatalogue.KeyInvalid;
        }

        return null;
    }
}
