namespace IntegrationHub.Identifiers;

/// <summary>
/// The opaque name of one person's shared care record, and the partition it is stored in: <c>p</c> and 32 characters of base32
/// (an HMAC of the NHS number). A record that waits for its NHS number has <c>u</c> in place of <c>p</c> (an HMAC of the sender
/// and the sender's own id). Nobody without the key can get from it to the person, so it may stand in an address.
/// </summary>
public readonly record struct RecordId
{
    public const int Length = 33;

    private readonly string? value;

    private RecordId(string value) => this.value = value;

    public string Value => value ?? throw new InvalidOperationException("A record id that was never set.");

    /// <summary>Whether the person is known by NHS number.</summary>
    public bool IsMatched => Value[0] == 'p';

    public static RecordId Matched(ReadOnlySpan<byte> hmac) => new("p" + Base32.Encode(hmac[..20]));

    public static RecordId Unmatched(ReadOnlySpan<byte> hmac) => new("u" + Base32.Encode(hmac[..20]));

    public static bool TryParse(string? text, out RecordId id)
    {
        id = default;
        if (text is null || text.Length != Length || text[0] is not ('p' or 'u') || !Base32.IsBase32(text.AsSpan(1)))
            return false;
        id = new RecordId(text);
        return true;
    }

    public override string ToString() => value ?? "";
}
