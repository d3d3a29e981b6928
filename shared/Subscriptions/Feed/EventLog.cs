using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>An event was put into a feed.</summary>
public sealed record ToldTo(string Organisation, string Subscription, long Number);

/// <summary>A subscription of the event's topic, by an organisation that it concerns, did not get it.</summary>
/// <param name="Reason">One of <see cref="WithheldBecause"/>, or <c>filter-</c> and the filter's name.</param>
public sealed record WithheldFrom(string Organisation, string Subscription, string Reason);

/// <summary>Why an event was withheld, in fixed words.</summary>
public static class WithheldBecause
{
    public const string TopicNotAllowed = "topic-not-allowed";
    public const string Ended = "ended";
    public const string FilterPrefix = "filter-";
}

/// <summary>An event, whom it was told to, and by which version of the rules.</summary>
public sealed record LoggedEvent(HubEvent Event, DateTimeOffset At, string Rule)
{
    public required IReadOnlyList<ToldTo> Told { get; init; }

    public required IReadOnlyList<WithheldFrom> Withheld { get; init; }
}

/// <summary>Every event once, by the day it was told on, so that it can be said why somebody did not hear of it.</summary>
public sealed class EventLog(Tables tables, TimeProvider time)
{
    /// <summary>How long feeds and log are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    internal Task WriteAsync(
        HubEvent told,
        string rule,
        IReadOnlyList<ToldTo> to,
        IReadOnlyList<WithheldFrom> withheld,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var hash = FeedRows.HashOf(told.Id);
        var row = new TableEntity(PartitionOf(now, hash), hash)
        {
            ["Event"] = told.ToJson(),
            ["At"] = now,
            ["Rule"] = rule,
            ["Told"] = JsonSerializer.Serialize(to, EventLogJson.Default.IReadOnlyListToldTo),
            ["Withheld"] = JsonSerializer.Serialize(withheld, EventLogJson.Default.IReadOnlyListWithheldFrom),
        };
        TableRules.Assert(row);
        return tables.Deliveries.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Null where no event of that id was told in the last 30 days.</summary>
    public async Task<LoggedEvent?> FindAsync(string eventId, CancellationToken cancellationToken)
    {
        var hash = FeedRows.HashOf(eventId);
        var now = time.GetUtcNow();
        for (var days = 0; days <= Kept.TotalDays; days++)
        {
            var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
                PartitionOf(now.AddDays(-days), hash),
                hash,
                cancellationToken: cancellationToken
            );
            if (row.HasValue)
                return From(row.Value!);
        }

        return null;
    }

    /// <summary>The partitions of a day: as many as characters that a hash can begin with.</summary>
    internal static IEnumerable<string> PartitionsOf(DateTimeOffset day) =>
        "abcdefghijklmnopqrstuvwxyz234567".Select(first => PartitionOf(day, first.ToString()));

    private static string PartitionOf(DateTimeOffset day, string hash) =>
        string.Create(CultureInfo.InvariantCulture, $"e|{day.UtcDateTime:yyyyMMdd}|{hash[0]}");

    private static LoggedEvent From(TableEntity row) =>
        new(HubEvent.Parse(row.Text("Event")), row.GetDateTimeOffset("At") ?? default, row.Text("Rule"))
        {
            Told = JsonSerializer.Deserialize(row.Text("Told"), EventLogJson.Default.IReadOnlyListToldTo) ?? [],
            Withheld = JsonSerializer.Deserialize(row.Text("Withheld"), EventLogJson.Default.IReadOnlyListWithheldFrom) ?? [],
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ToldTo>))]
[JsonSerializable(typeof(IReadOnlyList<WithheldFrom>))]
internal sealed partial class EventLogJson : JsonSerializerContext;
