using System.Globalization;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>The form for a new subscription as it was filled in: what is refused is shown again as it was written, to be mended.</summary>
internal sealed class SubscriptionForm(IReadOnlyDictionary<string, string> fields)
{
    internal const string Way = "channel";
    internal const string Url = "url";
    internal const string LastDay = "last-day";

    private static readonly char[] BetweenWords = [' ', ',', ';', '\t', '\r', '\n'];

    /// <summary>As nobody has filled it in.</summary>
    internal static SubscriptionForm Blank { get; } = new(new Dictionary<string, string> { [Way] = "webhook" });

    internal static string NameOf(EventTopic topic) => $"topic-{topic.Name()}";

    /// <param name="list">One of <see cref="FilterWords.Names"/>.</param>
    internal static string NameOf(string list) => $"filter-{list}";

    internal string this[string field] => fields.GetValueOrDefault(field, "").Trim();

    internal bool Names(EventTopic topic) => fields.ContainsKey(NameOf(topic));

    /// <summary>Whether it asks for less than all that there ever will be of its topics.</summary>
    internal bool Narrows => FilterWords.Names.Any(list => this[NameOf(list)].Length > 0) || this[LastDay].Length > 0;

    internal (SubscriptionRequest? Request, HubError? Error) ToRequest()
    {
        if (ChannelWords.Parse(this[Way]) is not { } kind)
            return (null, ErrorCatalogue.ChannelInvalid);
        var words = FilterWords
            .Names.Select(list => (Name: list, Values: this[NameOf(list)].Split(BetweenWords, StringSplitOptions.RemoveEmptyEntries)))
            .Where(list => list.Values.Length > 0)
            .ToDictionary(list => list.Name, list => list.Values);
        if (FilterWords.Parse(words) is not { } filter)
            return (null, ErrorCatalogue.FilterInvalid);
        if (!TryEnd(out var end))
            return (null, ErrorCatalogue.EndInvalid);
        return (
            new SubscriptionRequest(
                [.. EventTopics.All.Where(Names)],
                filter,
                new Channel(kind, kind is ChannelKind.Webhook ? this[Url] : null, PayloadKind.IdOnly, null)
            )
            {
                End = end,
            },
            null
        );
    }

    /// <param name="end">When the last day is over, in England; null where none is named.</param>
    private bool TryEnd(out DateTimeOffset? end)
    {
        end = null;
        if (this[LastDay].Length == 0)
            return true;
        if (!DateOnly.TryParseExact(this[LastDay], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        if (day < DateOnly.MaxValue)
            end = PlainDates.Beginning(day.AddDays(1));
        return end is not null;
    }
}
