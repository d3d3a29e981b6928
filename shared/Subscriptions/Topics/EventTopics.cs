using System.Collections.Frozen;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Topics;

/// <summary>The catalogue of topics, by the words that partners use.</summary>
public static class EventTopics
{
    /// <summary>What a FHIR Subscription's criteria begin with.</summary>
    public const string CanonicalBase = "https://integration-hub.example/SubscriptionTopic/";

    private static readonly FrozenDictionary<EventTopic, TopicWords> Words = new Dictionary<EventTopic, TopicWords>
    {
        [EventTopic.SocialCareReferral] = new("social-care-referral", "A person was referred to adult social care, or what became of it."),
        [EventTopic.DischargeAlert] = new(
            "discharge-alert",
            "An alert of a discharge case, for the council that serves the person and the GP practice that has them registered."
        ),
        [EventTopic.RecordChanged] = new("record-changed", "A shared care record has something new in one or more sections."),
        [EventTopic.CouncilDecision] = new("council-decision", "What a council decided, for the NHS partners whom it concerns."),
        [EventTopic.PersonChanged] = new("person-changed", "A person moved, died, or has another NHS number."),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, EventTopic> ByName = Words.ToFrozenDictionary(
        pair => pair.Value.Name,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    public static IReadOnlyList<EventTopic> All { get; } = [.. Words.Keys.Order()];

    public static string Name(this EventTopic topic) => Words[topic].Name;

    public static string Description(this EventTopic topic) => Words[topic].Description;

    public static string Canonical(this EventTopic topic) => CanonicalBase + topic.Name();

    public static bool TryParse(string? name, out EventTopic topic)
    {
        topic = default;
        return name is not null && ByName.TryGetValue(name, out topic);
    }

    public static bool TryParseCanonical(string? url, out EventTopic topic)
    {
        topic = default;
        return url?.StartsWith(CanonicalBase, StringComparison.Ordinal) is true && TryParse(url[CanonicalBase.Length..], out topic);
    }

    private sealed record TopicWords(string Name, string Description);
}
