using System.Collections.Immutable;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Producers;

/// <summary>
/// What a commit tells those whom its person concerns: that the record has something new, where anybody may wish to hear it, and that the
/// person moved, died or has another number. Their ids derive from the message's identity, and they stand in the commit's own outbox rows: told
/// if and only if it is committed.
/// </summary>
public sealed class RecordEvents
{
    private const string ChangedType = "care.record.changed.v1";

    private readonly Concerned concerned;
    private readonly Func<ImmutableArray<OdsCode>, bool> mayWish;

    public RecordEvents(HubDirectory directory, RecordWishes wishes)
        : this(directory, wishes.MayBeOf) { }

    /// <param name="mayWish">Whether any of these organisations may wish to hear of a record's changes.</param>
    internal RecordEvents(HubDirectory directory, Func<ImmutableArray<OdsCode>, bool> mayWish)
    {
        concerned = new Concerned(directory);
        this.mayWish = mayWish;
    }

    /// <summary>The same draft, which also tells.</summary>
    internal CommitDraft Telling(CommitDraft draft) =>
        // Whom nobody knows by number yet, nobody is told of: what was said comes again when they are known.
        draft.Record.IsMatched
            ? draft with
            {
                Decide = head => Told(draft, head, draft.Decide(head)),
            }
            : draft;

    private IEnumerable<HubEvent> Of(CommitDraft draft, RecordHead before, CommitDecision.Accept accept)
    {
        var now = accept.Head;
        if (now.EverObjected)
            yield break;
        if (draft.Entries.Count > 0 && concerned.Readers(now) is var readers && mayWish(readers))
            yield return Event(draft, now, EventTopic.RecordChanged, ChangedType, readers) with
            {
                Tier = EventTier.Neighbourhood,
                Sections = SectionsOf(draft.Entries),
            };
        foreach (var kind in PersonChanges.Of(before, accept))
        {
            // Who served the person before is told too: they hand over.
            ImmutableArray<OdsCode> parties = [.. concerned.Parties(before).Concat(concerned.Parties(now)).Distinct()];
            if (parties.Length > 0)
                yield return Event(draft, now, EventTopic.PersonChanged, $"care.person.{kind}.v1", parties) with
                {
                    Kind = kind,
                    // Another place, or another number, is for the whole system to know of.
                    Tier = kind is PersonChanges.Moved or PersonChanges.NumberChanged ? EventTier.System : EventTier.Place,
                    Sections = [Section.Demographics.Code],
                };
        }
    }

    private CommitDecision Told(CommitDraft draft, RecordHead before, CommitDecision decision)
    {
        if (decision is not CommitDecision.Accept accept)
            return decision;
        // Of a record that is read as one with others, whether the person objected is known only with theirs.
        var ties = accept.Head.Ties;
        var subject = ties.Members.Count + ties.PointsTo.Count > 0 ? OutboxMessage.UnlessObjected : null;
        var told = Of(draft, before, accept).Select(one => one.ToOutbox() with { Subject = subject }).ToList();
        return told.Count == 0 ? accept : accept with { Outbox = [.. accept.Outbox, .. told] };
    }

    private HubEvent Event(CommitDraft draft, RecordHead now, EventTopic topic, string type, ImmutableArray<OdsCode> concerns) =>
        new(IdOf(draft, type), topic, type, draft.Provenance.ReceivedAt, draft.Record, EventTier.Place, concerns)
        {
            Place = now.Place,
            Neighbourhood = concerned.PracticeOf(now)?.Neighbourhood,
            Focus = [$"Patient/{draft.Record}"],
        };

    private static ImmutableArray<string> SectionsOf(IEnumerable<EntryVersion> entries) =>
        [.. entries.SelectMany(SectionsOf).Distinct().OrderBy(section => section.Place).Select(section => section.Code)];

    /// <summary>Of a deletion all: where the resource stood, the message does not say, and nobody must miss it.</summary>
    private static IEnumerable<Section> SectionsOf(EntryVersion entry) =>
        entry.Deleted ? Section.All : [RecordView.SectionOf(entry), .. (entry.Content?.Parts ?? []).Select(part => part.Section)];

    private static string IdOf(CommitDraft draft, string type)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "record-event", draft.Record.Value, draft.Identity, type);
        return Base32.Encode(hash[..16]);
    }
}
