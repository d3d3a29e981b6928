using System.Globalization;

namespace IntegrationHub.CareRecord;

/// <summary>
/// Where a version of a resource stands among the others of the same source: compared as text, ordinally. The source's own version
/// decides, never the order of arrival: first a whole-number meta.versionId, then meta.lastUpdated. A lastUpdated that lies in the
/// future would pin the resource for ever, so it does not count; the message's own time, then the time of receipt, stand in.
/// </summary>
public readonly record struct VersionOrder(string Text) : IComparable<VersionOrder>
{
    /// <summary>How far a sender's clock may run ahead of ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static VersionOrder Of(string? versionId, DateTimeOffset? lastUpdated, DateTimeOffset? messageTime, DateTimeOffset receivedAt)
    {
        var latest = receivedAt + ClockSkew;
        var time =
            lastUpdated <= latest ? lastUpdated.Value
            : messageTime <= latest ? messageTime.Value
            : receivedAt;
        var version =
            versionId is { Length: > 0 and <= 10 } && long.TryParse(versionId, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? n
                : 0;
        return new(string.Create(CultureInfo.InvariantCulture, $"{version:D10}{time.UtcTicks:D19}"));
    }

    /// <summary>
    /// Whether this version is older. A source may number a resource's versions in one kind of message and not in another (an
    /// Encounter, and an event about the same stay): between those two only the times can decide.
    /// </summary>
    public bool IsOlderThan(VersionOrder other) =>
        IsNumbered == other.IsNumbered ? this < other : string.CompareOrdinal(Text, NumberLength, other.Text, NumberLength, TimeLength) < 0;

    private const int NumberLength = 10;

    private const int TimeLength = 19;

    /// <summary>Whether the source numbered it.</summary>
    internal bool IsNumbered => Text.AsSpan(0, NumberLength).ContainsAnyExcept('0');

    public int CompareTo(VersionOrder other) => string.CompareOrdinal(Text, other.Text);

    public static bool operator <(VersionOrder left, VersionOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(VersionOrder left, VersionOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(VersionOrder left, VersionOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VersionOrder left, VersionOrder right) => left.CompareTo(right) >= 0;
}
