using System.Globalization;
using Hl7.Fhir.Model;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Discharge;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake.Persons;
using IntegrationHub.Messaging;
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
/// <param name="IsDischargeMessage">The message's own kind says that somebody was discharged.</param>
/// <param name="Trigger">The ADT trigger of the message's header, if any.</param>
internal sealed record MessageTraits(DateTimeOffset? Time, bool IsDischargeMessage, string? Trigger = null);

/// <summary>Pure: from the entries about one person to the draft of a commit.</summary>
internal sealed class CommitPlanner(HubDirectory directory, AccessPolicy access, Pseudonyms pseudonyms)
{
    private const int MaxContributors = 100;
    private const int MaxLinks = 100;

    internal CommitDraft Plan(RecordId record, Person? person, IReadOnlyList<IncomingEntry> entries, MessageFacts facts)
    {
        var sender = facts.Provenance.Sender;
        var references = new MessageReferences(entries);
        var planned = entries.Select(entry => PlannedEntry.Of(entry, facts, references.Find)).ToList();
        var patients = planned
            .Where(plan => plan.Entry.Resource is Patient)
            .Select(plan => (Facts: PatientFacts.Of((Patient)plan.Entry.Resource!, plan.Version.Order, entries), plan.Entry.SourceId))
            .ToList();
        var stays = planned
            .Where(plan => plan.Entry.Resource is Encounter)
            .Select(plan =>
                StayChange.Of(
                    (Encounter)plan.Entry.Resource!,
                    sender,
                    plan.Version.SourceId,
                    plan.Version.Order,
                    facts.Traits.IsDischargeMessage
                )
            )
            .OfType<StayChange>()
            .ToList();
        var telling = TellingOf(record, planned, references, facts);
        var namesOthersStay = telling.Told.Any(statement => !IsOwn(statement, sender));
        var links = record.IsMatched ? patients.Select(patient => pseudonyms.OfSendersPerson(sender, patient.SourceId)).ToList() : [];

        return new CommitDraft(record, facts.Identity.Identity)
        {
            ContentHash = facts.Identity.ContentHash,
            Snapshot = facts.Snapshot,
            Provenance = facts.Provenance,
            Entries = [.. planned.Select(plan => plan.Version)],
            Decide = head =>
                namesOthersStay && !facts.IsStored && access.MaySpeakOfStay(sender, RecordDoor.FactsOf(head)).Refusal is { } refusal
                    ? new CommitDecision.Refuse(refusal)
                    : Decide(
                        WithObjection(head, planned),
                        person,
                        patients.Select(patient => patient.Facts).MaxBy(patient => patient.Order),
                        stays,
                        telling.To(head),
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
        IReadOnlyList<StayChange> changes = told.ToStay(facts) is { } change ? [change] : [];
        return new(record, facts.Identity.Identity)
        {
            ContentHash = facts.Identity.ContentHash,
            Snapshot = facts.Snapshot,
            Provenance = facts.Provenance,
            Entries = entries,
            Decide = head =>
                MayNot(told, head, facts) is { } refusal
                    ? new CommitDecision.Refuse(refusal)
                    : Decide(head, told.Person, null, changes, [told.ToStatement(facts)], [], facts),
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

    /// <summary>
    /// The hub's id of a stay is known to those whom the hub told of it. Whoever works a case for a discharge hub may belong to another
    /// place, to which it was passed.
    /// </summary>
    private HubError? MayNot(CareEvent told, RecordHead head, MessageFacts facts)
    {
        if (!told.IsByCase || facts.IsStored)
            return null;
        if (!head.HasStays)
            return ErrorCatalogue.NotFound;
        return told.Tellers is StayTellers.DischargeHubs
            ? null
            : access.MaySpeakOfStay(facts.Provenance.Sender, RecordDoor.FactsOf(head)).Refusal;
    }

    private ToldOfStays TellingOf(RecordId record, List<PlannedEntry> planned, MessageReferences references, MessageFacts facts)
    {
        var concerned = planned.Where(plan => StayStatements.Concerns(plan.Entry.Type)).ToList();
        if (concerned.Count == 0)
            return ToldOfStays.Nothing;
        var keys = new Dictionary<Resource, ResourceKey>(ReferenceEqualityComparer.Instance);
        foreach (var plan in concerned.Where(plan => plan.Entry.Resource is Encounter))
            keys.TryAdd(plan.Entry.Resource!, plan.Version.Key);
        var context = new StayContext(record, facts.Provenance.Sender, facts.SaidAt, facts.Traits.Trigger, references.Find, directory)
        {
            Keys = keys,
        };
        return StayStatements.Of(
            concerned.Select(plan => new ToldResource(plan.Entry.Type, plan.Version.Key, plan.Version.Order, plan.Entry.Resource)),
            context
        );
    }

    private static bool IsOwn(StayStatement statement, OdsCode sender) =>
        ResourceKey.TryParse(statement.Stay, out var key) && key.IsOf(sender);

    private CommitDecision Decide(
        RecordHead head,
        Person? person,
        PatientFacts? patient,
        IReadOnlyList<StayChange> stays,
        IReadOnlyList<StayStatement> statements,
        IReadOnlyList<RecordId> links,
        MessageFacts facts
    )
    {
        if (!StayRows.Fit(statements))
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
        // A late version of a Patient is history: it does not move the person back.
        if (patient is not null && string.CompareOrdinal(patient.Order.Text, head.DemographicsOrder) >= 0)
        {
            var place = directory.PlaceOf(patient.Address, patient.Practice ?? PracticeIn(head), sender);
            next = next with
            {
                DemographicsOrder = patient.Order.Text,
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

        var outbox = new List<OutboxMessage>();
        var newLinks = links.Where(link => !head.Links.Contains(link.Value)).Distinct().ToList();
        foreach (var link in newLinks)
            next = next with { Links = With(next.Links, link.Value, MaxLinks) };

        var (known, alerts) = DischargeAlerts.Decide(
            head.Stays,
            stays,
            new AlertContext(head.Record, sender, facts.Provenance.ReceivedAt, HubsFor(next, sender))
        );
        outbox.AddRange(alerts);
        return new CommitDecision.Accept(next with { Stays = known }, outbox, newLinks) { Stays = statements };
    }

    /// <summary>
    /// The hub of the person's place. Where no place can be told, every hub of the places the sender serves is told: one alert too
    /// many is looked at and closed, one too few is a person nobody expects.
    /// </summary>
    private IReadOnlyList<AlertedHub> HubsFor(RecordHead head, OdsCode sender)
    {
        if (head.Place is { } placeId && directory.Places.TryGetValue(placeId, out var place))
            return directory.HubFor(place) is { } hub && directory.AlertRuleFor(place, AlertEvent.Discharged) is not null
                ? [new AlertedHub(hub.QueueName, place.Id, head.PlaceRule ?? PlacedBy.None)]
                : [];
        return
        [
            .. directory
                .DischargeHubs.Values.Where(hub => directory.Find(sender)?.Serves(hub.PlaceId) is true)
                .OrderBy(hub => hub.Id, StringComparer.Ordinal)
                .Select(hub => new AlertedHub(hub.QueueName, null, "sender-places")),
        ];
    }

    private static RecordHead WithObjection(RecordHead head, List<PlannedEntry> planned) =>
        planned.Exists(plan => plan.Version.Objects) ? head with { EverObjected = true } : head;

    private static OdsCode? PracticeIn(RecordHead head) => OdsCode.TryParse(head.RegisteredPractice, out var code) ? code : null;

    private static IReadOnlyList<string> With(IReadOnlyList<string> list, string value, int max) =>
        list.Contains(value) ? list : [.. list.TakeLast(max - 1), value];
}
