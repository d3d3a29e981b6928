using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake.Persons;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals.Told;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Producers;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Intake;

/// <summary>
/// Takes a message from its bytes to its record. All deciding is pure and done before the first write; what is written is
/// <see cref="RecordStore"/>'s. Idempotent for the same sender and message identity.
/// </summary>
/// <param name="events">Null in a rebuild: what its commits tell was told when they were first made.</param>
public sealed partial class IntakeService(
    HubDirectory directory,
    AccessPolicy access,
    Pseudonyms pseudonyms,
    RecordStore store,
    RecordReader reader,
    Snapshots snapshots,
    Outbox outbox,
    IOptions<JsonLimits> limits,
    RecordEvents? events
)
{
    private readonly CommitPlanner planner = new(directory, access, pseudonyms);

    /// <summary>What a rebuild has done before a message (by its identity) is committed to a record; false if it is not that one's turn.</summary>
    internal Func<RecordId, string, CancellationToken, Task<bool>>? BeforeCommit { get; init; }

    /// <exception cref="Azure.RequestFailedException">The storage does not answer: nothing is known to be accepted.</exception>
    public async Task<IntakeOutcome> ReceiveAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (MessageIdentity.Check(message.IdempotencyKey) is { } keyError)
            return new IntakeOutcome.Refused([keyError]);
        var size = message.IsFromFile || message.IsStored ? limits.Value.ForFiles() : limits.Value;
        var scan = JsonScan.Run(message.Body.Span, size);
        if (scan.Error is { } scanError)
            return new IntakeOutcome.Refused([scanError]);
        if (message.Route is MessageRoute.Identity)
            return await ReceiveDecisionAsync(message, cancellationToken);
        if (message.Route is MessageRoute.CareEvent)
            return await ReceiveEventAsync(message, cancellationToken);
        if (!message.IsStored && access.MaySend(message.Caller).Refusal is { } notAllowed)
            return new IntakeOutcome.Refused([notAllowed]);

        message = message with { Reading = message.Reading ?? directory.PolicyOf(message.Caller.Organisation).Reading };
        var reading = FhirReader.Read(message.Body.Span, size, lenient: message.Reading is Reading.Lenient);
        var said = BundleInterpreter.Interpret(message.Route, reading, scan, message.Body.Length);
        if (said.Errors.Count > 0)
            return new IntakeOutcome.Refused(said.Errors);

        var judged = MessageJudge.Judge(said, message, directory, access);
        if (judged.Errors.Count > 0)
            return new IntakeOutcome.Refused(judged.Errors);

        var identity = MessageIdentity.Of(message, said.BundleIdentifier);
        var traits = new MessageTraits(said.MessageTime, AdtTrigger.Of(said.Header)) { Bars = BarsHeader.Of(said.Header) };
        var results = new BatchResults(said.EntryErrors);
        results.Refuse(judged.EntryErrors);
        var groups = await GroupAsync(judged.Groups, message, cancellationToken);
        var sender = message.Caller.Organisation;
        var policy = directory.PolicyOf(sender);
        var statements = await PlanStatementsAsync(groups, policy, identity, cancellationToken);
        if (said.Shape is not MessageShape.Batch && statements.FirstOrDefault(plan => plan.Refusal is not null) is { } stopped)
            return new IntakeOutcome.Refused([stopped.Refusal!]);
        RecordId[] records = [.. groups.Select(group => group.Record).Concat(statements.SelectMany(plan => plan.Others)).Distinct()];
        var request = new CommitRequest(message, identity, traits, SnapshotFacts.Of(message, records))
        {
            IsAboutOneRecord = records.Length == 1,
        };
        foreach (var ((record, person, entries), statement) in groups.Zip(statements))
        {
            var outcome = await CommitGroupAsync(
                record,
                request,
                statement,
                (to, facts) => PersonGuard.Guarded(planner.Plan(to, person, entries, facts), person, entries, sender, policy.SpeaksForPds),
                cancellationToken
            );
            switch (outcome)
            {
                case CommitOutcome.Done done:
                    results.Add(AnswerEntry.Read(done.Answer));
                    break;
                case CommitOutcome.Refused refused when said.Shape is MessageShape.Batch && refused.Error.Kind != ErrorCatalogue.KeyReused:
                    results.Refuse(entries.Select(entry => (entry.Index, refused.Error)));
                    break;
                case CommitOutcome.Refused refused:
                    return new IntakeOutcome.Refused([refused.Error]);
                default:
                    throw new InvalidOperationException("A commit outcome of no known kind.");
            }
        }

        return new IntakeOutcome.Accepted(FhirAnswers.Write(said, identity, results, message))
        {
            Entries = results.Accepted.Count,
            EntryErrors = results.Refused,
        };
    }

    private async Task<IntakeOutcome> ReceiveEventAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (!message.IsStored && access.MayTellAnything(message.Caller).Refusal is { } notAllowed)
            return new IntakeOutcome.Refused([notAllowed]);
        if (NumberChangedEvent.Envelope(message.Body.Span, message.Caller.Organisation) is var (changed, fault))
            return changed is null
                ? new IntakeOutcome.Refused([fault!])
                : await ReceiveNumberChangeAsync(changed, message, cancellationToken);
        var (careEvent, error) = CareEvents.Read(message, directory);
        if (careEvent is null)
            return new IntakeOutcome.Refused([error!]);
        if (!message.IsStored && MayNotTell(message.Caller, careEvent) is { } refusal)
            return new IntakeOutcome.Refused([refusal]);

        var identity = MessageIdentity.Of(message, $"{careEvent.Source}|{careEvent.Id}");
        var record = await RecordOfAsync(careEvent.Person, message.Caller.Organisation, cancellationToken);
        var outcome = await CommitAsync(
            record,
            new CommitRequest(message, identity, new MessageTraits(careEvent.Time), SnapshotFacts.Of(message, [record])),
            (to, facts) => planner.Plan(to, careEvent, message.Body.Length, facts),
            cancellationToken
        );
        return outcome switch
        {
            CommitOutcome.Done => new IntakeOutcome.Accepted(new FhirAnswer(202, ReadOnlyMemory<byte>.Empty)),
            CommitOutcome.Refused refused => new IntakeOutcome.Refused([refused.Error]),
            _ => throw new InvalidOperationException("A commit outcome of no known kind."),
        };
    }

    private HubError? MayNotTell(Caller caller, CareEvent careEvent)
    {
        var hub = careEvent.Hub is { } id ? directory.DischargeHubs.GetValueOrDefault(id) : null;
        return careEvent.MayBeTold(access, caller, hub).Refusal;
    }

    /// <summary>Commits one record's share of a message, under the time and the record that turn out to be the right ones.</summary>
    private async Task<CommitOutcome> CommitAsync(
        RecordId record,
        CommitRequest request,
        Func<RecordId, MessageFacts, CommitDraft> plan,
        CancellationToken cancellationToken
    )
    {
        var (message, identity, traits, snapshotFacts) = request;
        var caller = message.Caller;
        var receivedAt = message.ReceivedAt;
        while (true)
        {
            var provenance = new Provenance(
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                receivedAt,
                message.CorrelationId
            );
            var facts = new MessageFacts(identity, provenance, identity.SnapshotName(caller.Organisation, receivedAt), traits)
            {
                IsStored = message.IsStored,
            };
            var content = new SnapshotContent(message.Body, identity.ContentHash, receivedAt, snapshotFacts) { IsHeld = message.IsStored };
            if (BeforeCommit is { } isNext && !await isNext(record, identity.Identity, cancellationToken))
                return new CommitOutcome.Refused(ErrorCatalogue.Busy);
            var draft = plan(record, facts);
            var outcome = await store.CommitAsync(events?.Telling(draft) ?? draft, content, cancellationToken);
            switch (outcome)
            {
                case CommitOutcome.ResumeAsOf resume:
                    receivedAt = resume.ReceivedAt;
                    continue;
                case CommitOutcome.MovedTo moved:
                    record = moved.Record;
                    continue;
                case CommitOutcome.Done { First: false } repeat:
                    outbox.Repeated(record, request.IsAboutOneRecord ? facts.Snapshot : null, repeat);
                    return repeat;
                case CommitOutcome.Done done:
                    outbox.Committed(record, request.IsAboutOneRecord ? facts.Snapshot : null, done);
                    return done;
                default:
                    return outcome;
            }
        }
    }

    /// <summary>Persons become records; two ways of naming the same person become one.</summary>
    private async Task<IReadOnlyList<(RecordId Record, Person? Person, IReadOnlyList<IncomingEntry> Entries)>> GroupAsync(
        IReadOnlyList<PersonGroup> groups,
        IncomingMessage message,
        CancellationToken cancellationToken
    )
    {
        var sender = message.Caller.Organisation;
        var records = new List<(RecordId Record, Person? Person, IReadOnlyList<IncomingEntry> Entries)>();
        foreach (var group in groups)
        {
            var record = group.Person is { } person
                ? await RecordOfAsync(person, sender, cancellationToken)
                : pseudonyms.OfSendersPerson(sender, $"{UnmatchedReason.NoPerson}|{group.Entries[0].Type}/{group.Entries[0].SourceId}");
            var same = records.FindIndex(other => other.Record == record);
            if (same < 0)
                records.Add((record, group.Person, group.Entries));
            else
                records[same] = (
                    record,
                    records[same].Person as Person.ByNumber ?? group.Person,
                    [.. records[same].Entries.Concat(group.Entries).OrderBy(entry => entry.Index)]
                );
        }

        return records;
    }

    /// <summary>Works a stored message in again: after a crash, or when its person has become known. Harmless at any time.</summary>
    public async Task<IntakeOutcome> ReplayAsync(string snapshotName, CancellationToken cancellationToken) =>
        await ReceiveAsync(SnapshotFacts.Restore(await snapshots.ReadAsync(snapshotName, cancellationToken)), cancellationToken);

    private async Task<RecordId> RecordOfAsync(Person person, OdsCode sender, CancellationToken cancellationToken)
    {
        switch (person)
        {
            case Person.ByNumber byNumber:
                return pseudonyms.OfPerson(byNumber.Number);
            case Person.ByRecord byRecord:
                return byRecord.Record;
            case Person.BySendersId senders:
                var record = pseudonyms.OfSendersPerson(sender, senders.LocalId);
                // Only here a second point read: has this sender told us since who its patient is?
                var matchedTo = outbox.RecentLink(record) ?? (await store.ReadHeadAsync(record, cancellationToken))?.MatchedTo;
                return RecordId.TryParse(matchedTo, out var matched) ? matched : record;
            default:
                throw new InvalidOperationException("A person of no known kind.");
        }
    }

    /// <summary>What all records that a message is about share.</summary>
    private sealed record CommitRequest(
        IncomingMessage Message,
        MessageIdentity Identity,
        MessageTraits Traits,
        IReadOnlyDictionary<string, string> SnapshotFacts
    )
    {
        /// <summary>Of a batch about several, what becomes of one record does not settle the message.</summary>
        public bool IsAboutOneRecord { get; init; } = true;
    }
}
