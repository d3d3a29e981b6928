using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Webhooks;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>
/// What was done at the desk, for the page that a browser goes on to: sealed by the hub, good for two minutes and for whoever did it. It
/// holds no key, but whether keys were made: the page has them derived anew, as the desk did.
/// </summary>
public sealed class DeskReceipts(Pseudonyms seals, WebhookKeys keys, TimeProvider time)
{
    private readonly SealedJson<DeskReceipt> sealedReceipt = new(seals, "desk-receipt", DeskReceiptJson.Default.DeskReceipt);

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public string Issue(Caller caller, DeskOutcome.Done done)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(done);
        return sealedReceipt.Write(
            new DeskReceipt(done.Subscription.Id, HolderOf(caller), (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds())
            {
                KeysOf = done.Keys is null ? null : NewestOf(done.Subscription),
                Sent = done.Sent,
                Count = done.Count,
            }
        );
    }

    /// <summary>Null for a receipt that is not the hub's, has run out, or is another's or of another subscription.</summary>
    /// <param name="of">As it stands now: keys that were changed since are not shown.</param>
    public DeskOutcome.Done? Read(string? receipt, Caller caller, Subscription of)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(of);
        if (
            sealedReceipt.Read(receipt) is not { } read
            || !string.Equals(read.Subscription, of.Id, StringComparison.Ordinal)
            || !string.Equals(read.Holder, HolderOf(caller), StringComparison.Ordinal)
            || read.Until <= time.GetUtcNow().ToUnixTimeSeconds()
        )
            return null;
        var shown =
            read.KeysOf is not null
            && caller.Organisation == of.Organisation
            && string.Equals(read.KeysOf, NewestOf(of), StringComparison.Ordinal);
        return new DeskOutcome.Done(of, shown ? keys.Issue(of) : null) { Sent = read.Sent, Count = read.Count };
    }

    /// <summary>Which keys they are, without a part of them.</summary>
    private static string? NewestOf(Subscription of) => of.Keys.Length == 0 ? null : HashOf("keys", of.Keys[0].Nonce);

    private static string HolderOf(Caller caller) => HashOf("holder", caller.Organisation.Value, caller.Role.Name(), caller.Subject);

    private static string HashOf(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, parts);
        return Base32.Encode(hash[..15]);
    }
}

/// <param name="Holder">Who did it, as a hash.</param>
/// <param name="Until">Unix seconds.</param>
internal sealed record DeskReceipt(string? Subscription, string? Holder, long Until)
{
    /// <summary>Which keys were made; null where none were.</summary>
    public string? KeysOf { get; init; }

    public string? Sent { get; init; }

    public int? Count { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeskReceipt))]
internal sealed partial class DeskReceiptJson : JsonSerializerContext;
