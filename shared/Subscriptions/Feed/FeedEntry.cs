using System.Globalization;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>An event in a subscription's feed, and what became of it.</summary>
/// <param name="Number">From 1, without holes.</param>
/// <param name="At">When it came into the feed.</param>
/// <param name="Rule">Version of the rules by which it did.</param>
/// <param name="Outcome">One of <see cref="FeedOutcome"/>.</param>
public sealed record FeedEntry(long Number, HubEvent Event, DateTimeOffset At, string Rule, string Outcome, IReadOnlyList<Attempt> Attempts)
{
    internal static FeedEntry From(TableEntity row) =>
        new(
            FeedRows.NumberIn(row.RowKey),
            HubEvent.Parse(row.Text("Event")),
            row.GetDateTimeOffset("At") ?? default,
            row.Text("Rule"),
            row.Text("Outcome"),
            Attempt.Parse(row.GetString("Attempts"))
        );
}

/// <summary>What has become of an event, as the ledger tells.</summary>
public static class FeedOutcome
{
    /// <summary>To be fetched by the subscriber.</summary>
    public const string Waiting = "waiting";

    /// <summary>Sent, and taken by the address with 2xx, or put where the subscriber takes it from.</summary>
    public const string Delivered = "delivered";

    /// <summary>Being sent: at once, or again at the time that the schedule says.</summary>
    public const string Sending = "sending";

    /// <summary>All attempts failed. The subscriber can ask for it again.</summary>
    public const string Failed = "failed";

    /// <summary>May no longer be told when it was to be sent: the access rules had changed.</summary>
    public const string Withheld = "withheld";
}

/// <summary>Keys in the partition of a feed.</summary>
internal static class FeedRows
{
    internal const string Head = "a";
    internal const string Health = "h";
    internal const string Taken = "p";

    internal const string Numbers = "n|";
    internal const string AfterNumbers = "o";

    private const string Events = "i|";

    /// <summary>Column of what is due: when the event came into the feed.</summary>
    internal const string Since = "Since";

    /// <summary>Column of what is due: the <c>traceparent</c> of what it came of.</summary>
    internal const string Trace = "Trace";

    internal const string Due = "d|";
    internal const string AfterDue = "e";

    internal static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"{Numbers}{number:D12}");

    internal static long NumberIn(string rowKey) => long.Parse(rowKey.AsSpan(rowKey.Length - 12), CultureInfo.InvariantCulture);

    /// <summary>By the hash of an event's id, whatever its characters.</summary>
    internal static string Event(string id) => Events + HashOf(id);

    internal static string DueAt(DateTimeOffset at, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{DueBefore(at)}|{number:D12}");

    internal static string DueBefore(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Due}{at.ToUnixTimeMilliseconds():D16}");

    internal static DateTimeOffset DueIn(string rowKey) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(rowKey.AsSpan(Due.Length, 16), CultureInfo.InvariantCulture));

    internal static string HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, text);
        return Base32.Encode(hash[..20]);
    }
}
