using System.Collections.Concurrent;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord;

/// <summary>
/// Which resource of which sender: 4 characters of base32 over the sender, and 12 over sender, type and the sender's own id. With
/// the record's id it makes the id the hub assigns, so that a resource is found by its address without an index, and whose it is can
/// be told from the address alone.
/// </summary>
public readonly record struct ResourceKey
{
    public const int Length = 16;

    private const int OwnerLength = 4;

    /// <summary>More senders than a system has: what comes beyond is worked out each time.</summary>
    private const int MaxOwners = 10_000;

    // Every resource of a message has the same sender, so its part of the key is worked out once.
    private static readonly ConcurrentDictionary<string, string> Owners = new(StringComparer.Ordinal);

    private readonly string? value;

    private ResourceKey(string value) => this.value = value;

    public string Value => value ?? throw new InvalidOperationException("A resource key that was never set.");

    public static ResourceKey Of(OdsCode sender, string resourceType, string sourceId)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, sender.Value, resourceType, sourceId);
        return new ResourceKey(string.Concat(OwnerOf(sender), Base32.Encode(hash[..8]).AsSpan(0, Length - OwnerLength)));
    }

    /// <summary>Whether it can be the sender's: of another's, one in a million is taken for its own.</summary>
    public bool IsOf(OdsCode sender) => Value.StartsWith(OwnerOf(sender), StringComparison.Ordinal);

    private static string OwnerOf(OdsCode sender)
    {
        if (Owners.TryGetValue(sender.Value, out var known))
            return known;
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "resources-of", sender.Value);
        var owner = Base32.Encode(hash[..3])[..OwnerLength];
        if (Owners.Count < MaxOwners)
            Owners.TryAdd(sender.Value, owner);
        return owner;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out ResourceKey key)
    {
        key = default;
        if (text.Length != Length || !Base32.IsBase32(text))
            return false;
        key = new ResourceKey(text.ToString());
        return true;
    }

    public override string ToString() => value ?? "";
}

/// <summary>The id the hub assigns to a resource: <c>{record}.{key}</c>, 50 characters of FHIR's id alphabet.</summary>
public readonly record struct HubResourceId(RecordId Record, ResourceKey Key)
{
    public static bool TryParse(string? text, out HubResourceId id)
    {
        id = default;
        if (text is null || text.Length != RecordId.Length + 1 + ResourceKey.Length || text[RecordId.Length] != '.')
            return false;
        if (
            !RecordId.TryParse(text[..RecordId.Length], out var record)
            || !ResourceKey.TryParse(text.AsSpan(RecordId.Length + 1), out var key)
        )
            return false;
        id = new HubResourceId(record, key);
        return true;
    }

    public override string ToString() => $"{Record}.{Key}";
}
