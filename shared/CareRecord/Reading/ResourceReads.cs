using IntegrationHub.Access;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>A resource as its sender wrote it, with what the hub stamps on it.</summary>
public sealed record ResourceVersion(ReadOnlyMemory<byte> Body, int Version, DateTimeOffset ReceivedAt, bool Deleted);

/// <summary>What became of a question for a resource: its versions, newest first, or why not. Never both, and never an empty list.</summary>
public sealed record ResourceAnswer(IReadOnlyList<ResourceVersion> Versions, HubError? Error)
{
    internal static ResourceAnswer NotFound { get; } = new([], ErrorCatalogue.NotFound);
}

/// <summary>Reads of single resources, and of the Patient of an NHS number, by the same rules as the record: what is withheld there is not here.</summary>
public sealed class ResourceReads(RecordReader reader, Snapshots snapshots, Pseudonyms pseudonyms, RecordDoor door)
{
    /// <summary>The present version. For a Patient the record's own id is accepted too.</summary>
    public async Task<ResourceAnswer> ReadAsync(Reader who, string type, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (door.MayAsk(who).Refusal is { } mayNot)
            return new([], mayNot);
        var (present, head) =
            type == "Patient" && RecordId.TryParse(id, out var person) && person.IsMatched
                ? await NewestPatientAsync(person, cancellationToken)
                : await PresentAsync(id, cancellationToken);
        if (present is not { Entry: { Range: not null } or { Deleted: true } } || head is null || present.Entry.ResourceType != type)
            return ResourceAnswer.NotFound;
        if (!(await GateAsync(who, head, cancellationToken))(present))
            return ResourceAnswer.NotFound;
        await door.NoteAsync(
            who,
            "read-resource",
            head.Record,
            RecordView.SectionOf(present.Entry).Code,
            $"type={type}",
            cancellationToken
        );
        return new([await OriginalAsync(present, id, cancellationToken)], null);
    }

    /// <summary>Every version that the reader may see, newest first by its source's order.</summary>
    /// <param name="only">One version by its number, as in <c>_history/{vid}</c>; null for all.</param>
    public async Task<ResourceAnswer> HistoryAsync(Reader who, string type, string id, int? only, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (door.MayAsk(who).Refusal is { } mayNot)
            return new([], mayNot);
        if (!HubResourceId.TryParse(id, out var hubId))
            return ResourceAnswer.NotFound;
        var (head, versions) = await reader.ReadResourceAsync(hubId, cancellationToken);
        if (head is null)
            return ResourceAnswer.NotFound;
        var maySee = await GateAsync(who, head, cancellationToken);
        var seen = versions
            .Select(version => new ShownEntry(version.Entry, version.Commit, versions.Count))
            .Where(shown => shown.Entry.ResourceType == type && (only is null || shown.Commit.Number == only) && maySee(shown))
            .ToList();
        if (seen.Count == 0)
            return ResourceAnswer.NotFound;
        await door.NoteAsync(
            who,
            only is null ? "read-history" : "read-version",
            hubId.Record,
            string.Join(' ', seen.Select(shown => RecordView.SectionOf(shown.Entry).Code).Distinct()),
            $"type={type}",
            cancellationToken
        );
        var originals = new List<ResourceVersion>(seen.Count);
        foreach (var shown in seen)
            originals.Add(await OriginalAsync(shown, id, cancellationToken));
        return new(originals, null);
    }

    /// <summary>
    /// The Patient of an NHS number, with the record's id as its own; null when there is none that the caller may see. A number that
    /// was invalidated finds nobody, and the error says why.
    /// </summary>
    public async Task<(ReadOnlyMemory<byte>? Patient, HubError? Error)> FindPatientAsync(
        Reader who,
        NhsNumber number,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(who);
        if (door.MayAsk(who).Refusal is { } mayNot)
            return (null, mayNot);
        var record = pseudonyms.OfPerson(number);
        var content = await reader.ReadAsync(record, cancellationToken);
        var admission = content is null ? null : door.Admit(who, content.Head);
        await door.NoteAsync(who, "search", admission is null ? null : record, "", "type=Patient", cancellationToken);
        if (admission is null)
            return (null, null);
        if (content!.Head.Ties.NumberInvalid)
            return (null, ErrorCatalogue.NumberInvalidated);
        var patient = NewestPatient(content);
        var current = content.Head.Record;
        return patient is not null && Passes(who, admission, door.GateFor(who, admission, content), patient)
            ? ((await OriginalAsync(patient, current.Value, cancellationToken)).Body, null)
            : (PatientJson.OfNumber(current, number), null);
    }

    /// <summary>The record of an NHS number, and whether there is one that the caller may see. The id tells nothing of the person.</summary>
    public async Task<(RecordId Record, bool IsSeen)> FindRecordAsync(Reader who, NhsNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        var record = pseudonyms.OfPerson(number);
        var heads = await reader.ReadHeadsAsync(record, cancellationToken);
        var isSeen = heads.Count > 0 && door.Admit(who, RecordHead.Of(heads)) is not null;
        await door.NoteAsync(who, "search", isSeen ? record : null, "", "type=Patient form=page", cancellationToken);
        return (isSeen ? heads[0].Record : record, isSeen);
    }

    /// <summary>Whether an entry of a record may be given to this reader. The whole record is read only where the person ever objected.</summary>
    private async Task<Func<ShownEntry, bool>> GateAsync(Reader who, RecordHead head, CancellationToken cancellationToken)
    {
        if (door.Admit(who, head) is not { } admission)
            return static _ => false;
        var content = head.EverObjected ? await reader.ReadAsync(head.Record, cancellationToken) : null;
        var gate = door.GateFor(who, admission, content ?? new RecordContent(head, new Dictionary<string, Commit>(), []));
        return shown => Passes(who, admission, gate, shown);
    }

    /// <summary>An original tells all its headings, so each must be open to the reader.</summary>
    private static bool Passes(Reader who, Admission admission, EntryGate gate, ShownEntry shown)
    {
        var parts = RecordView.WithParts(shown);
        return RecordDoor.Sift(who, admission, gate, parts, new WithheldCounts()).Count == parts.Count;
    }

    private async Task<ResourceVersion> OriginalAsync(ShownEntry shown, string id, CancellationToken cancellationToken)
    {
        var (number, receivedAt) = (shown.Commit.Number, shown.Commit.Provenance.ReceivedAt);
        if (shown.Entry.Range is not { } range)
            return new(default, number, receivedAt, Deleted: true);
        var original = await snapshots.ReadAsync(shown.Commit.Snapshot, range.Offset, range.Length, cancellationToken);
        var body = OriginalResource.Write(original.Span, new ResourceStamp(id, number, RecordJson.Instant(receivedAt)));
        return new(body, number, receivedAt, Deleted: false);
    }

    private async Task<(ShownEntry? Present, RecordHead? Head)> PresentAsync(string id, CancellationToken cancellationToken)
    {
        if (!HubResourceId.TryParse(id, out var hubId))
            return default;
        var versions = await reader.ReadResourceAsync(hubId, cancellationToken);
        return (RecordView.Present(versions.Versions), versions.Head);
    }

    private async Task<(ShownEntry? Present, RecordHead? Head)> NewestPatientAsync(RecordId record, CancellationToken cancellationToken)
    {
        var content = await reader.ReadAsync(record, cancellationToken);
        return (content is null ? null : NewestPatient(content), content?.Head);
    }

    private static ShownEntry? NewestPatient(RecordContent content) =>
        RecordView
            .Build(content, asAt: null)
            .Where(shown => shown.Entry.ResourceType == "Patient" && RecordView.SectionOf(shown.Entry) == Section.Demographics)
            // Of records read as one, that of the number in use speaks first.
            .MaxBy(shown => (shown.Commit.Record == content.Head.Record, shown.Entry.Order));
}
