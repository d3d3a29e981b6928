using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>An answer to a read: the bytes and the version they show, or why not.</summary>
public sealed record RecordAnswer(ReadOnlyMemory<byte> Body, int Version, DateTimeOffset? LastModified, HubError? Error)
{
    /// <summary>What an ETag is made of: of one record its version, of several read as one a text that no other state has.</summary>
    public string Tag { get; init; } = Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static RecordAnswer Refused(HubError error) => new(default, 0, null, error);
}

/// <summary>
/// Reads for callers: what each may see, and an audit row before anything is given out. A record that the caller may not see and
/// one that is not there are answered alike.
/// </summary>
public sealed class RecordService(
    RecordReader reader,
    Snapshots snapshots,
    Pseudonyms pseudonyms,
    AccessPolicy policy,
    AuditTrail audit,
    TimeProvider time
)
{
    public async Task<RecordAnswer> ReadAsync(
        Caller caller,
        string recordId,
        DateTimeOffset? asAt,
        Section? section,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RecordId.TryParse(recordId, out var record) || !record.IsMatched)
            return RecordAnswer.Refused(ErrorCatalogue.NotFound);
        var content = await reader.ReadAsync(record, asAt, cancellationToken);
        if (content is null || policy.MayReadRecord(caller, FactsOf(content.Head)) is var access && access is RecordAccess.None)
            return RecordAnswer.Refused(ErrorCatalogue.NotFound);

        var shown = RecordView
            .Build(content, asAt)
            .Where(entry => access is RecordAccess.Whole || entry.Commit.Provenance.Sender == caller.Organisation)
            .Where(entry => section is null || RecordView.SectionOf(entry.Entry) == section)
            .ToList();
        var sections = string.Join(' ', shown.Select(entry => RecordView.SectionOf(entry.Entry).Code).Distinct());
        await AuditAsync(caller, "read-record", record, correlation, sections, cancellationToken);
        var body = RecordJson.Write(
            asAt is { } moment ? content.HeadAsAt(moment) : content.Head,
            SameFacts.Join(shown),
            asAt ?? time.GetUtcNow()
        );
        return new(body, content.Head.Version, null, null) { Tag = content.Tag };
    }

    /// <summary>One resource as its sender wrote it. For a Patient the record's own id is accepted too.</summary>
    public async Task<RecordAnswer> ReadResourceAsync(
        Caller caller,
        string type,
        string id,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        var version =
            type == "Patient" && RecordId.TryParse(id, out var person) && person.IsMatched
                ? await NewestPatientAsync(person, cancellationToken)
                : await PresentAsync(id, cancellationToken);
        if (
            version is not { Shown: { Entry: { Range: not null } or { Deleted: true } } shown, Head: { } head }
            || shown.Entry.ResourceType != type
        )
            return RecordAnswer.Refused(ErrorCatalogue.NotFound);
        if (policy.MayReadResource(caller, FactsOf(head), shown.Commit.Provenance.Sender).Refusal is not null)
            return RecordAnswer.Refused(ErrorCatalogue.NotFound);

        await AuditAsync(caller, "read-resource", head.Record, correlation, type, cancellationToken);
        if (shown.Entry.Deleted)
            return RecordAnswer.Refused(ErrorCatalogue.Deleted);
        return await OriginalAsync(shown, id, cancellationToken);
    }

    /// <summary>
    /// The Patient of an NHS number, with the record's id as its own; null when there is none that the caller may see. A number that
    /// was invalidated finds nobody, and the error says why.
    /// </summary>
    public async Task<(ReadOnlyMemory<byte>? Patient, HubError? Error)> FindPatientAsync(
        Caller caller,
        NhsNumber number,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        var record = pseudonyms.OfPerson(number);
        var content = await reader.ReadAsync(record, cancellationToken);
        var visible = content is not null && policy.MayReadRecord(caller, FactsOf(content.Head)) is not RecordAccess.None;
        await AuditAsync(caller, "search", visible ? record : null, correlation, "Patient", cancellationToken);
        if (!visible)
            return default;
        if (content!.Head.Ties.NumberInvalid)
            return (null, ErrorCatalogue.NumberInvalidated);
        var patient = NewestPatient(content);
        var current = content.Head.Record;
        if (patient is null)
            return (PatientJson.OfNumber(current, number), null);
        var whole = policy.MayReadResource(caller, FactsOf(content.Head), patient.Commit.Provenance.Sender).IsAllowed
            ? (await OriginalAsync(patient, current.Value, cancellationToken)).Body
            : PatientJson.OfNumber(current, number);
        return (whole, null);
    }

    private async Task<RecordAnswer> OriginalAsync(ShownEntry shown, string id, CancellationToken cancellationToken)
    {
        var (range, commit) = (shown.Entry.Range!.Value, shown.Commit);
        var original = await snapshots.ReadAsync(commit.Snapshot, range.Offset, range.Length, cancellationToken);
        var receivedAt = commit.Provenance.ReceivedAt;
        var body = OriginalResource.Write(original.Span, new ResourceStamp(id, commit.Number, RecordJson.Instant(receivedAt)));
        return new(body, commit.Number, receivedAt, null);
    }

    private async Task<(ShownEntry? Shown, RecordHead? Head)> PresentAsync(string id, CancellationToken cancellationToken)
    {
        if (!HubResourceId.TryParse(id, out var hubId))
            return default;
        var versions = await reader.ReadResourceAsync(hubId, cancellationToken);
        return (RecordView.Present(versions.Versions), versions.Head);
    }

    private async Task<(ShownEntry? Shown, RecordHead? Head)> NewestPatientAsync(RecordId record, CancellationToken cancellationToken)
    {
        var content = await reader.ReadAsync(record, cancellationToken);
        return (content is null ? null : NewestPatient(content), content?.Head);
    }

    private static ShownEntry? NewestPatient(RecordContent content) =>
        RecordView
            .Build(content, asAt: null)
            .Where(shown => shown.Entry.ResourceType == "Patient")
            // Of records read as one, that of the number in use speaks first.
            .MaxBy(shown => (shown.Commit.Record == content.Head.Record, shown.Entry.Order));

    private static RecordFacts FactsOf(RecordHead head) =>
        new(
            head.Place is { } place ? [place] : [],
            OdsCode.TryParse(head.RegisteredPractice, out var practice) ? practice : null,
            [.. head.Contributors.Select(OdsCode.Parse)]
        );

    private Task AuditAsync(
        Caller caller,
        string action,
        RecordId? record,
        string correlation,
        string detail,
        CancellationToken cancellationToken
    ) =>
        audit.WriteAsync(
            new AuditEntry(
                action,
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                record,
                "ok",
                correlation,
                detail
            ),
            cancellationToken
        );
}
