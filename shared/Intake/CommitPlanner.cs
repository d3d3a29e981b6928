using System.Globalization;
using Hl7.Fhir.Model;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake.Persons;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Told;
using Provenance = IntegrationHub.CareRecord.Provenance;

namespace IntegrationHub.Intake;

/// <summary>What is the same for all entries of a message.</summary>
internal sealed record MessageFacts(MessageIdentity Identity, Provenance Provenance, string Snapshot, MessageTraits Traits)
{
    /// <summary>Whether it was accepted before: that its sender may say it was found then.</summary>
    public bool IsStored { get; init; }

    /// <summary>When the message was made, else when it was first received; never later than that by more than clocks differ.</summary>
    public DateTimeOffset SaidAt =>
        Traits.Time is { } time && time <= Provenance.ReceivedAt + VersionOrder.ClockSkew ? time.ToUniversalTime() : Provenance.ReceivedAt;
}

/// <param name="Time">When the sender says it made the message.</param>
/// <param name="Trigger">The ADT trigger of the message's header, if any.</param>
internal sealed record MessageTraits(DateTimeOffset? Time, string? Trigger = null)
{
    /// <summary>What the header of a booking and referral message says; null for any other message.</summary>
    public BarsHeader? Bars { get; init; }
}

/// <summary>Pure: from the entries about one person to the draft of a commit.</summary>
internal sealed class CommitPlanner(HubDirectory directory, AccessPolicy access, Pseudonyms pseudonyms)
{
    private const int MaxContributors = 100;
    private const int MaxLinks = 100;
    private const int MaxReferredTo = 50;

    internal CommitDraft Plan(RecordId record, Person? person, IReadOnlyList<IncomingEntry> entries, MessageFacts facts)
    {
        var sender = facts.Provenance.Sender;
        var references = new MessageReferences(entries);
        var planned = entries.Select(entry => PlannedEntry.Of(entry, facts, references.Find)).ToList();
        var patients = planned
            .Where(plan => plan.Entry.Resource is Patient)
            .Select(plan => (Facts: PatientFacts.Of((Patient)plan.Entry.Resource!, plan.Version.Order, entries), plan.Entry.SourceId))
            .ToList();
        var (telling, referring) = (ToldOfStays.Nothing, ToldOfReferrals.Nothing);
        if (planned.Exists(Concerns))
        {
            var context = ContextOf(record, planned, references, facts);
            (telling, referring) = TellingOf(planned, context, facts);
            planned = planned.ConvertAll(plan => plan.InPlace(context));
        }

        var namesOthersStay = telling.Told.Any(statement => !IsOwn(statement, sender));
        var links = record.IsMatched ? patients.Select(patient => pseudonyms.OfSendersPerson(sender, patient.SourceId)).ToList() : [];

        return new CommitDraft(record, facts.Identity.Identity)
        {
            ContentHash = facts.Identity.ContentHash,
            Snapshot = facts.Snapshot,
            Provenance = facts.Provenance,
            Entries = [.. planned.Select(plan => plan.Version)],
            Decide = head =>
                MayNot(head, sender, namesOthersStay, referring.NamesOthers(sender), facts) is { } refusal
                    ? new CommitDecision.Refuse(refusal)
                    : Decide(
                        WithObjection(head, planned),
                        person,
                        patients.Select(patient => patient.Facts).MaxBy(patient => patient.Order),
                        telling.To(head),
                        referring.To(head),
                        links,
                        facts
                    ),
            Answer = stamp => AnswerEntry.Store([.. planned.Select(plan => plan.Answer(stamp))]),
        };
    }

    /// <summary>The same for an event of a system that does not speak FHIR.</summary>
    internal CommitDraft Plan(RecordId record, CareEvent told, int length, MessageFacts facts)
    {
        IReadOnlyList<EntryVersion> entries = told.ToEntry(facts, length) is { } entry ? [entry] : [];
        return new(record, facts.Identity.Identity)
        {
            ContentHash = facts.Identity.ContentHash,
            Snapshot = facts.Snapshot,
            Provenance = facts.Provenance,
            Entries = entries,
            Decide = head =>
                !facts.IsStored && told.MayNotBeTold(access, facts.Provenance.Sender, head) is { } refusal
                    ? new CommitDecision.Refuse(refusal)
                    : Decide(head, told.Person, null, told.Stays(facts), told.Referrals(facts), [], facts),
            Answer = stamp =>
                AnswerEntry.Store([
                    .. entries.Select(version => new AnswerEntry(
                        0,
                        "202 Accepted",
                        version.ResourceType,
                        new HubResourceId(stamp.Record, version.Key).ToString(),
                        stamp.Number,
                        RecordJson.Instant(stamp.ReceivedAt)
                    )),
                ]),
        };
    }

    /// <summary>Whoever speaks of another's stay or referral takes a part in the person.</summary>
    private HubError? MayNot(RecordHead head, OdsCode sender, bool namesOthersStay, bool namesOthersReferral, MessageFacts facts)
    {
        if (facts.IsStored)
            return null;
        var stays = namesOthersStay ? access.MaySpeakOfStay(sender, RecordDoor.FactsOf(head)).Refusal : null;
        return stays is null && namesOthersReferral
            ? access.MaySpeakOfReferral(sender, RecordDoor.FactsOf(head), head.ReferredTo).Refusal
            : stays;
    }

    private static bool Concerns(PlannedEntry plan) => StayStatements.Concerns(plan.Entry.Type);

    private StayContext ContextOf(RecordId record, List<PlannedEntry> planned, MessageReferences references, MessageFacts facts)
    {
        var keys = new Dictionary<Resource, ResourceKey>(ReferenceEqualityComparer.Instance);
        foreach (var plan in planned.Where(plan => plan.Entry.Resource is Encounter or ServiceRequest))
            keys.TryAdd(plan.Entry.Resource!, plan.Version.Key);
        return new StayContext(record, facts.Provenance.Sender, facts.SaidAt, facts.Traits.Trigger, references.Find, directory)
        {
            Keys = keys,
        };
    }

    private static (ToldOfStays Stays, ToldOfReferrals Referrals) TellingOf(
        List<PlannedEntry> planned,
        StayContext context,
        MessageFacts facts
    )
    {
        var told = planned
            .Where(Concerns)
            .Select(plan => new ToldResource(plan.Entry.Type, plan.Version.Key, plan.Version.Order, plan.Entry.Resource))
            .ToList();
        return (StayStatements.Of(told, context), ReferralStatements.Of(told, context, facts.Traits.Bars));
    }

    private static bool IsOwn(StayStatement statement, OdsCode sender) =>
        ResourceKey.TryParse(statement.Stay, out var key) && key.IsOf(sender);

    private CommitDecision Decide(
        RecordHead head,
        Person? person,
        PatientFacts? patient,
        IReadOnlyList<StayStatement> statements,
        IReadOnlyList<ReferralStatement> referrals,
        IReadOnlyList<RecordId> links,
        MessageFacts facts
    )
    {
        if (!StayRows.Fit(statements, referrals))
            return new CommitDecision.Refuse(ErrorCatalogue.TooManyStays);
        var sender = facts.Provenance.Sender;
        var next = head with
        {
            NhsNumber = (person as Person.ByNumber)?.Number.Value ?? head.NhsNumber,
            UnmatchedReason =
                head.Record.IsMatched ? null
                : person is Person.ByRecord ? head.UnmatchedReason
                : (person as Person.BySendersId)?.Reason ?? UnmatchedReason.NoPerson,
            Contributors = With(head.Contributors, sender.Value, MaxContributors),
        };
        foreach (var council in ReferredTo(referrals))
            next = next with { ReferredTo = With(next.ReferredTo, council, MaxReferredTo) };
        // A late version of a Patient is history: it does not move the person back.
        if (patient is not null && string.CompareOrdinal(patient.Order.Text, head.DemographicsOrder) >= 0)
        {
            var place = directory.PlaceOf(patient.Address, patient.Practice ?? PracticeIn(head), sender);
            next = next with
            {
                DemographicsOrder = patient.Order.Text,
                Name = patient.Name,
                RegisteredPractice = patient.Practice?.Value ?? head.RegisteredPractice,
                Place = place.Place?.Id,
                PlaceRule = place.Rule,
            };
        }
        else if (head.Place is null)
        {
            var place = directory.PlaceOf(null, PracticeIn(head), sender);
            next = next with { Place = place.Place?.Id, PlaceRule = place.Rule };
        }

        if (!facts.IsStored && NoticeCheck.Of(statements, next, head, facts.Provenance.ReceivedAt, directory) is { } notice)
            return new CommitDecision.Refuse(notice);
        var newLinks = links.Where(link => !head.Links.Contains(link.Value)).Distinct().ToList();
        foreach (var link in newLinks)
            next = next with { Links = With(next.Links, link.Value, MaxLinks) };
        return new CommitDecision.Accept(next, [], newLinks) { Stays = statements, Referrals = referrals };
    }

    private static IEnumerable<string> ReferredTo(IReadOnlyList<ReferralStatement> referrals) =>
        referrals
            .SelectMany(statement => statement.Facts)
            .Where(fact => fact.Kind is ReferralFactKind.Sent or ReferralFactKind.Rerouted)
            .Select(fact => fact.Organisation)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static RecordHead WithObjection(RecordHead head, List<PlannedEntry> planned) =>
        planned.Exists(plan => plan.Version.Objects) ? head with { EverObjected = true } : head;

    private static OdsCode? PracticeIn(RecordHead head) => OdsCode.TryParse(head.RegisteredPractice, out var code) ? code : null;

    private static IReadOnlyList<string> With(IReadOnlyList<string> list, string value, int max) =>
        list.Contains(value) ? list : [.. list.TakeLast(max - 1), value];
}
