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

    /// <summary>Whom an event of a topic concerns, in words.</summary>
    internal static string ConcernedBy(EventTopic topic) =>
        topic switch
        {
            EventTopic.SocialCareReferral => "the council that has the referral, the one that had it before, and whoever sent it",
            EventTopic.DischargeAlert => "the person's council and practice, where the place's rules tell them",
            EventTopic.RecordChanged => "the person's practice, and the trusts, sites and councils that serve their place",
            EventTopic.CouncilDecision => "whoever referred the person, their practice, and the council itself where there is no referral",
            EventTopic.PersonChanged =>
                "those who serve the person or did before, whoever sent something of them, and councils to which they were referred",
            _ => throw new ArgumentOutOfRangeException(nameof(topic)),
        };

    public static IEnumerable<EventTopic> For(OrganisationKind kind) => EventTopics.All.Where(topic => MayHear(kind, topic));
}
