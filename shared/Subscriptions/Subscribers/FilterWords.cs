using System.Collections.Immutable;
using System.Globalization;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>Filters by the words that partners use: lists of values by name.</summary>
public static class FilterWords
{
    /// <summary>Of all lists.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All(EventFilter.Everything).Select(list => list.Name)];

    /// <returns>Null where a name is none of a filter, or a value none of its list.</returns>
    public static EventFilter? Parse(IReadOnlyDictionary<string, string[]> lists)
    {
        var filter = EventFilter.Everything;
        foreach (var (name, values) in lists)
        {
            var next = name switch
            {
                "place" => filter with { Places = [.. values] },
                "neighbourhood" => filter with { Neighbourhoods = [.. values] },
                "organisation" => Each<OdsCode>(values, OdsCode.TryParse) is { } codes ? filter with { Organisations = codes } : null,
                "kind" => filter with { Kinds = [.. values] },
                "pathway" => Each<int>(values, TryPathway) is { } pathways ? filter with { Pathways = pathways } : null,
                "priority" => filter with { Priorities = [.. values] },
                "tier" => Each<EventTier>(values, TierWords.TryParse) is { } tiers ? filter with { Tiers = tiers } : null,
                "section" => filter with { Sections = [.. values] },
                _ => null,
            };
            if (next is null)
                return null;
            filter = next;
        }

        return filter;
    }

    /// <summary>The lists that are not empty.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Values)> Of(EventFilter filter) =>
        All(filter).Where(list => list.Values.Count > 0);

    private static (string Name, IReadOnlyList<string> Values)[] All(EventFilter filter) =>
        [
            ("place", filter.Places),
            ("neighbourhood", filter.Neighbourhoods),
            ("organisation", [.. filter.Organisations.Select(code => code.Value)]),
            ("kind", filter.Kinds),
            ("pathway", [.. filter.Pathways.Select(pathway => pathway.ToString(CultureInfo.InvariantCulture))]),
            ("priority", filter.Priorities),
            ("tier", [.. filter.Tiers.Select(TierWords.Name)]),
            ("section", filter.Sections),
        ];

    private delegate bool Parser<T>(string? text, out T value);

    private static ImmutableArray<T>? Each<T>(string[] values, Parser<T> parse)
    {
        var all = ImmutableArray.CreateBuilder<T>(values.Length);
        foreach (var text in values)
        {
            if (!parse(text, out var value))
                return null;
            all.Add(value);
        }

        return all.ToImmutable();
    }

    private static bool TryPathway(string? text, out int pathway) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pathway) && pathway is >= 0 and <= 3;
}
