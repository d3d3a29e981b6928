using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals.Closing;
using IntegrationHub.Referrals.Events;

namespace IntegrationHub.Referrals.Projection;

/// <summary>
/// Pure: what one commit made of a person's referrals, as events for those who subscribe. Ids come from the referral and what is told, so
/// that a projection that is done again tells the same, and what stands, is contradicted and stands again is told under one id. What is a
/// conflict moves nothing and is told to nobody; it is shown.
/// </summary>
internal static class ReferralNews
{
    /// <param name="before">The referral after the commit before; null where there was none.</param>
    internal static IEnumerable<HubEvent> Of(RecordId record, Referral? before, Referral after, StayCommit commit, HubDirectory directory)
    {
        var known = (before?.Steps ?? []).Where(step => step.Conflict is null).Select(KeyOf).ToHashSet();
        foreach (var step in after.Steps.Where(step => step.Conflict is null && !known.Contains(KeyOf(step))))
        {
            var kind = step.Fact.Kind;
            // The same thing said by a newer version of its source is an update of what was told.
            var isUpdate =
                kind is ReferralFactKind.Sent && before is not null && before.Steps.Any(old => old.Fact.Kind is ReferralFactKind.Sent);
            var name = isUpdate ? "updated" : NameOf(kind);
            var content = $"{step.Source}|{step.Order}|{kind}|{step.Fact.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}";
            yield return About(EventTopic.SocialCareReferral, name, content, step.Fact);
            if (ReferralFactKinds.IsCouncils(kind) || kind is ReferralFactKind.CarerAssessed or ReferralFactKind.SafeguardingRaised)
                yield return About(EventTopic.CouncilDecision, name, content, step.Fact);
        }

        var handed = after.Steps.Any(step =>
            step is { Conflict: null, Fact.Kind: ReferralFactKind.Rerouted } && !known.Contains(KeyOf(step))
        );
        if (before is { Council: { } from } && after.Council is { } to && from != to && !handed)
            yield return About(
                EventTopic.SocialCareReferral,
                "rerouted",
                $"{from}|{to}|{commit.Commit.ToString(CultureInfo.InvariantCulture)}",
                new ReferralFact(ReferralFactKind.Rerouted, commit.ReceivedAt)
            );
        if (
            before is not null
            && after.State is ReferralState.Cancelled
            && before.State is not ReferralState.Cancelled
            && after.Steps.Length == 0
        )
            yield return About(
                EventTopic.SocialCareReferral,
                "cancelled",
                $"taken-back|{commit.Commit.ToString(CultureInfo.InvariantCulture)}",
                new ReferralFact(ReferralFactKind.CancelledByReferrer, commit.ReceivedAt)
            );

        HubEvent About(EventTopic topic, string name, string content, ReferralFact fact) =>
            Event(
                record,
                topic,
                name,
                $"{after.Id}|{content}",
                fact,
                topic is EventTopic.CouncilDecision ? [after.Referrer, after.Practice] : [after.Council, before?.Council, after.Referrer],
                after.Place,
                after.Practice,
                directory
            ) with
            {
                Subject = after.Id,
                Priority = after.Priority,
                Focus = [$"ServiceRequest/{after.Id}", $"Task/{ReferralTasks.IdOf(after.Id, directory)}"],
            };
    }

    /// <summary>What is told of a person by itself: to the practice, and to the council that told it.</summary>
    internal static IEnumerable<HubEvent> Alone(RecordId record, StayCommit commit, HubDirectory directory) =>
        from statement in commit.Referrals
        where statement.Referral.Length == 0
        from fact in statement.Facts
        select Event(
            record,
            EventTopic.CouncilDecision,
            NameOf(fact.Kind),
            $"{statement.Source}|{statement.Order}",
            fact,
            [statement.Teller, commit.Standing.Practice],
            commit.Standing.Place,
            commit.Standing.Practice,
            directory
        );

    private static HubEvent Event(
        RecordId record,
        EventTopic topic,
        string name,
        string content,
        ReferralFact fact,
        IEnumerable<string?> concerns,
        string? place,
        string? practice,
        HubDirectory directory
    ) =>
        new(
            IdOf(record, topic, name, content),
            topic,
            $"care.referral.{name}.v1",
            fact.At,
            record,
            // What goes from one place's council to another's is for more than one place.
            name is "rerouted"
                ? EventTier.System
                : EventTier.Place,
            [.. concerns.OfType<string>().Distinct(StringComparer.Ordinal).Select(OdsCode.Parse)]
        )
        {
            Kind = name,
            Place = place,
            Neighbourhood = OdsCode.TryParse(practice, out var code) ? directory.Find(code)?.Neighbourhood : null,
            Sections = [SectionOf(fact.Kind).Code],
        };

    private static string IdOf(RecordId record, EventTopic topic, string name, string content)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "referral-event", record.Value, topic.ToString(), name, content);
        return Base32.Encode(hash[..16]);
    }

    private static (string, string, ReferralFact) KeyOf(ReferralStep step) => (step.Source, step.Order, step.Fact);

    /// <summary>Whichever side cancels, it is cancelled.</summary>
    private static string NameOf(ReferralFactKind kind) =>
        kind is ReferralFactKind.CancelledByCouncil or ReferralFactKind.CancelledByReferrer ? "cancelled" : ReferralFactKinds.NameOf(kind);

    private static Section SectionOf(ReferralFactKind kind) =>
        kind is ReferralFactKind.Sent ? Section.ReferralDetails : ReferralEventTypes.Of(kind).Section;
}
