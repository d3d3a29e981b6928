using IntegrationHub.Directory;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Topics;

/// <summary>Pure: which kinds of organisation may hear of which topics. What no line here allows is refused.</summary>
public static class TopicRules
{
    /// <summary>Changes with the rules below: the ledger says by which of them each event was told or withheld.</summary>
    public const string Version = "topics-2";

    public static bool MayHear(OrganisationKind kind, EventTopic topic) =>
        (topic, kind) switch
        {
            (EventTopic.SocialCareReferral or EventTopic.PersonChanged, not OrganisationKind.IntegratedCareBoard) => true,
            (EventTopic.DischargeAlert, OrganisationKind.Council or OrganisationKind.Practice) => true,
            (
                EventTopic.RecordChanged,
                OrganisationKind.Practice
                    or OrganisationKind.Trust
                    or OrganisationKind.Site
                    or OrganisationKind.Council
            ) => true,
            (
                EventTopic.CouncilDecision,
                OrganisationKind.Practice
                    or OrganisationKind.Trust
                    or OrganisationKind.Site
                    or OrganisationKind.Provider
            ) => true,
            _ => false,
        };

    public static IEnumerable<EventTopic> For(OrganisationKind kind) => EventTopics.All.Where(topic => MayHear(kind, topic));
}
