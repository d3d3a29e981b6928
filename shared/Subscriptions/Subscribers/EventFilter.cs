using System.Collections.Immutable;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>Which events of a topic a subscriber wants. A list that is empty takes all; of several lists, all must take the event.</summary>
public sealed record EventFilter
{
    public static EventFilter Everything { get; } = new();

    /// <summary>Place ids.</summary>
    public ImmutableArray<string> Places
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Neighbourhood ids.</summary>
    public ImmutableArray<string> Neighbourhoods
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Those that the event must concern too, such as the one trust whose referrals are wanted.</summary>
    public ImmutableArray<OdsCode> Organisations
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    public ImmutableArray<string> Kinds
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Discharge pathways, 0 to 3.</summary>
    public ImmutableArray<int> Pathways
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>FHIR's request-priority.</summary>
    public ImmutableArray<string> Priorities
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    public ImmutableArray<EventTier> Tiers
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Sections of the record, for topic record-changed.</summary>
    public ImmutableArray<string> Sections
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <returns>The name of the first list that does not take the event; null where all do.</returns>
    internal string? Refuses(HubEvent told)
    {
        if (!Takes(Places, told.Place))
            return "place";
        if (!Takes(Neighbourhoods, told.Neighbourhood))
            return "neighbourhood";
        if (Organisations.Length > 0 && !Organisations.Any(code => told.Concerns.Contains(code)))
            return "organisation";
        if (!Takes(Kinds, told.Kind))
            return "kind";
        if (Pathways.Length > 0 && !(told.Pathway is { } pathway && Pathways.Contains(pathway)))
            return "pathway";
        if (!Takes(Priorities, told.Priority))
            return "priority";
        if (Tiers.Length > 0 && !Tiers.Contains(told.Tier))
            return "tier";
        return Sections.Length > 0 && !Sections.Any(section => told.Sections.Contains(section, StringComparer.Ordinal)) ? "section" : null;
    }

    private static bool Takes(ImmutableArray<string> wanted, string? value) =>
        wanted.Length == 0 || value is not null && wanted.Contains(value, StringComparer.Ordinal);
}
