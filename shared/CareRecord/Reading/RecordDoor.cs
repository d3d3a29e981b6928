using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// Where every read of a record goes through: whether this reader comes in, what they see, and the audit row before anything is given out.
/// A record that a reader may not see and one that is not there are alike.
/// </summary>
public sealed class RecordDoor(
    AccessPolicy policy,
    HubDirectory directory,
    SensitiveContent sensitive,
    AuditTrail audit,
    BreakGlassLog brokenGlasses,
    TimeProvider time
)
{
    /// <summary>Whether the reader may ask in this way at all: a glass is broken only by roles that may.</summary>
    public Verdict MayAsk(Reader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.BreakGlass is null || policy.MayBreakGlass(reader.Caller) ? Verdict.Yes : Verdict.No(ErrorCatalogue.MayNotBreakGlass);
    }

    /// <summary>Null where the record is as if not there.</summary>
    public Admission? Admit(Reader reader, RecordHead head)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(head);
        if (reader.BreakGlass is not null)
            return policy.MayBreakGlass(reader.Caller) ? new(RecordAccess.Whole, GlassBroken: true) : null;
        var access = policy.MayReadRecord(reader.Caller, FactsOf(head));
        return access is RecordAccess.None ? null : new(access, GlassBroken: false);
    }

    public bool MayBreakGlass(Caller caller) => policy.MayBreakGlass(caller);

    public EntryGate GateFor(Reader reader, Admission admission, RecordContent content)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(content);
        return new EntryGate(
            directory.Reading,
            sensitive,
            reader.Caller,
            admission,
            content.Head.Place,
            Objects(content, reader.Caller.Organisation)
        );
    }

    /// <summary>Of the entries that the reader's access covers at all, those that are shown; the others are counted.</summary>
    public static IReadOnlyList<ShownEntry> Sift(
        Reader reader,
        Admission admission,
        EntryGate gate,
        IReadOnlyList<ShownEntry> entries,
        WithheldCounts withheld
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(admission);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(withheld);
        var shown = new List<ShownEntry>(entries.Count);
        foreach (var entry in entries)
        {
            // To a system that sees what it sent, others' entries are as if not there.
            if (admission.Access is not RecordAccess.Whole && entry.Commit.Provenance.Sender != reader.Caller.Organisation)
                continue;
            if (gate.Withholds(entry) is { } reason)
                withheld.Add(RecordView.SectionOf(entry.Entry), reason);
            else
                shown.Add(entry);
        }

        return shown;
    }

    /// <summary>Notes a read. When it returns the read may be answered.</summary>
    /// <param name="record">Null where no record was found.</param>
    /// <param name="sections">Codes of what is shown.</param>
    /// <param name="detail">What else there is to say, in codes and counts.</param>
    public async Task NoteAsync(
        Reader reader,
        string action,
        RecordId? record,
        string sections,
        string detail,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        var caller = reader.Caller;
        if (reader.BreakGlass is { } reason && record is { } opened)
        {
            var broken = new BrokenGlass(
                time.GetUtcNow(),
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                opened,
                action,
                sections,
                reason,
                reader.CorrelationId
            );
            await brokenGlasses.WriteAsync(broken, cancellationToken);
            (action, detail) = ($"break-glass-{action}", $"{detail} reason={reason.Text}");
        }

        var entry = new AuditEntry(
            action,
            caller.Organisation,
            caller.Role.Name(),
            caller.Subject,
            caller.Purpose,
            record,
            "ok",
            reader.CorrelationId,
            $"sections={sections.Replace(' ', ',')} {detail}".TrimEnd()
        );
        await audit.WriteAsync(entry, cancellationToken);
    }

    /// <summary>Whether the person objects now to this organisation's reading, whichever moment of the record is asked for.</summary>
    private bool Objects(RecordContent content, OdsCode organisation) =>
        content.Head.EverObjected
        && RecordView
            .Build(content.Versions.Where(version => version.Entry.ResourceType == "Consent"))
            .Any(shown => shown.Entry.Objects && IsAgainst(shown.Entry.ObjectsTo, organisation));

    /// <summary>A trust and its sites are one here. Whom the directory does not know as one that reads may be anybody.</summary>
    private bool IsAgainst(IReadOnlyList<OdsCode> named, OdsCode organisation) =>
        named.Count == 0
        || named.Any(code =>
            directory.Find(code) is not { Kind: not OrganisationKind.IntegratedCareBoard } known
            || WholeOf(known) == (directory.Find(organisation) is { } reader ? WholeOf(reader) : organisation)
        );

    private static OdsCode WholeOf(Organisation organisation) => organisation.PartOf ?? organisation.OdsCode;

    internal static RecordFacts FactsOf(RecordHead head) =>
        new(
            head.Place is { } place ? [place] : [],
            OdsCode.TryParse(head.RegisteredPractice, out var practice) ? practice : null,
            [.. head.Contributors.Select(OdsCode.Parse)]
        );
}

/// <summary>How many entries of each section were withheld, and why.</summary>
public sealed class WithheldCounts
{
    private readonly Dictionary<(Section Section, WithheldReason Reason), int> counts = [];

    public void Add(Section section, WithheldReason reason) => counts[(section, reason)] = counts.GetValueOrDefault((section, reason)) + 1;

    public IReadOnlyList<Withheld> Of(Section section) =>
        [
            .. counts
                .Where(pair => pair.Key.Section == section)
                .OrderBy(pair => pair.Key.Reason)
                .Select(pair => new Withheld(pair.Key.Reason, pair.Value)),
        ];

    public IEnumerable<Section> Sections => counts.Keys.Select(key => key.Section).Distinct();

    /// <summary>For the audit: <c>withheld=problem-list:sensitive:2,…</c>; empty where nothing is.</summary>
    public string InWords() =>
        counts.Count == 0
            ? ""
            : "withheld="
                + string.Join(',', Sections.SelectMany(section => Of(section).Select(each => $"{section.Code}:{each.Word}:{each.Count}")));
}
