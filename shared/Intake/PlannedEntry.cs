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

    /// <summary>
    /// The same under the heading that its sender's part in the person's care decides, where that is another than its content's; and under
    /// the name of what it is about, where it says nothing but how that gets on.
    /// </summary>
    internal PlannedEntry InPlace(StayContext context)
    {
        if (Entry.Resource is not Hl7.Fhir.Model.Task task || ReferralTask.SectionOf(task, context) is not { } section)
            return this;
        var content = Version.Content ?? Named(task, context);
        return content is null
            ? this
            : this with
            {
                Version = Version with { Content = content with { Section = section }, UnmappedReason = null },
            };
    }

    private EntryContent? Named(Hl7.Fhir.Model.Task task, StayContext context) =>
        Version.UnmappedReason is TypeMapping.NoCodeOrText
        && ReferralTask.NameOf(task, context) is { } name
        && ResourceMapper.Map(task, context.Find, name) is MappingOutcome.Mapped mapped
            ? mapped.Content
            : null;

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
