using System.Buffers.Binary;
using System.Globalization;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Subscriptions.Webhooks;

/// <summary>
/// Pure: when an event is sent again that could not be delivered. The waits are those that Standard Webhooks gives as an example, each by
/// up to a fifth shorter or longer, so that what failed together does not come back together. How much is derived from the event and the
/// attempt: whoever works it out again comes to the same.
/// </summary>
internal static class RetrySchedule
{
    private const double Jitter = 0.2;

    /// <summary>The longest that an address may ask to be left alone.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Before each attempt, from the first on.</summary>
    internal static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <param name="made">Attempts that were made, all in vain; the last at <paramref name="now"/>.</param>
    /// <param name="asked">The wait that the address asked for, if any: never sooner than that, unless it asks for more than a day.</param>
    /// <returns>Null when it is not sent again by itself.</returns>
    internal static DateTimeOffset? Next(string eventId, int made, DateTimeOffset now, TimeSpan? asked)
    {
        if (made >= Waits.Count)
            return null;
        var wait = Waits[made] * (1 + Jitter * ShareOf(eventId, made));
        if (asked is { } at && at > wait)
            wait = at < Longest ? at : Longest;
        return now + wait;
    }

    /// <returns>From -1 to 1.</returns>
    private static double ShareOf(string eventId, int made)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "retry", eventId, made.ToString(CultureInfo.InvariantCulture));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue * 2 - 1;
    }
}
