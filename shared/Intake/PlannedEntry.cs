using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals.Told;

namespace IntegrationHub.Intake;

/// <summary>An entry with the row it becomes.</summary>
internal sealed record PlannedEntry(IncomingEntry Entry, EntryVersion Version)
{
    /// <param name="sameMessage">Finds a resource of the same message by the reference as it was sent.</param>
    internal static PlannedEntry Of(IncomingEntry entry, MessageFacts facts, Func<string, Resource?> sameMessage)
    {
        // Without any name of its sender's, a resource is told apart by its place in this one message.
        var sourceId = entry.SourceId[0] == '#' ? facts.Identity.Identity + entry.SourceId : entry.SourceId;
        var key = HubResourceId.TryParse(sourceId, out var given)
            ? given.Key
            : ResourceKey.Of(facts.Provenance.Sender, entry.Type, sourceId);
        var meta = entry.Resource?.Meta;
        var order = VersionOrder.Of(meta?.VersionId, meta?.LastUpdated, facts.Traits.Time, facts.Provenance.ReceivedAt);
        var objection = SharingObjection.In(entry.Resource, sameMessage);
        var version = new EntryVersion(key, entry.Type, sourceId, order, facts.Identity.Identity)
        {
            Range = entry.Range,
            Warnings = EntryWarning.Of(entry.Warnings),
            Objects = objection is not null,
            ObjectsTo = objection ?? [],
        };
        return new PlannedEntry(
            entry,
            entry.Resource is null
                ? version with
                {
                    Deleted = true,
                }
                : ResourceMapper.Map(entry.Resource, sameMessage) switch
                {
                    MappingOutcome.Mapped mapped => version with { Content = mapped.Content },
                    MappingOutcome.Unmapped unmapped => version with
                    {
                        UnmappedReason = unmapped.Reason,
                        Labels = SecurityLabels.Of(entry.Resource),
                        Content = unmapped.Content,
                    },
                    _ => throw new InvalidOperationException("A mapping outcome of no known kind."),
                }
        );
    }

    /// <summary>The same under the heading that its sender's part in the person's care decides, where that is another than its content's.</summary>
    internal PlannedEntry InPlace(StayContext context) =>
        Entry.Resource is Hl7.Fhir.Model.Task task && Version.Content is { } content && ReferralTask.SectionOf(task, context) is { } section
            ? this with
            {
                Version = Version with { Content = content with { Section = section } },
            }
            : this;

    internal AnswerEntry Answer(CommitStamp stamp)
    {
        var status = Entry.Method switch
        {
            EntryMethod.Create => "201 Created",
            EntryMethod.Update => stamp.Known.Contains(Version.Key) ? "200 OK" : "201 Created",
            _ => "204 No Content",
        };
        return new(
            Entry.Index,
            status,
            Entry.Type,
            new HubResourceId(stamp.Record, Version.Key).ToString(),
            stamp.Number,
            RecordJson.Instant(stamp.ReceivedAt)
        );
    }
}
