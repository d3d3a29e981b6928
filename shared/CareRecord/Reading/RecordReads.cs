using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>What became of a question for a record.</summary>
public abstract record ReadOutcome
{
    private ReadOutcome() { }

    public sealed record Shown(RecordReading Reading) : ReadOutcome;

    /// <summary>The caller has it already.</summary>
    public sealed record NotModified(string ETag) : ReadOutcome;

    public sealed record Refused(HubError Error) : ReadOutcome;
}

/// <summary>Reads of whole records: the rows of the person's partition, then pure decisions, then the audit row.</summary>
public sealed class RecordReads(
    RecordReader reader,
    OpenRecords records,
    RecordDoor door,
    HubDirectory directory,
    PageCursors cursors,
    TimeProvider time
)
{
    private static readonly string Program = typeof(RecordReads).Module.ModuleVersionId.ToString("N");

    public async Task<ReadOutcome> ReadAsync(Reader who, string recordId, RecordQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(query);
        if (door.MayAsk(who).Refusal is { } mayNot)
            return new ReadOutcome.Refused(mayNot);
        if (!RecordId.TryParse(recordId, out var record) || !record.IsMatched)
            return new ReadOutcome.Refused(ErrorCatalogue.NotFound);
        if (query.Known.Count > 0 && query.AsAt is null && await NotModifiedAsync(who, record, query, cancellationToken) is { } same)
            return same;

        var open = await records.ReadAsync(record, query.AsAt, goesOn: query.Cursor is not null, cancellationToken);
        if (open?.Content is not { } content || door.Admit(who, content.Head) is not { } admission)
            return new ReadOutcome.Refused(ErrorCatalogue.NotFound);
        var context = Context(who, content.Head, admission, query);
        var cursor = new PageCursor(content.Head.Version, query.AsAt ?? time.GetUtcNow(), 0);
        if (query.Cursor is { } text)
        {
            if (cursors.Read(text, context) is not { } given)
                return new ReadOutcome.Refused(ErrorCatalogue.CursorInvalid.At("cursor"));
            cursor = given;
        }

        var etag = ETagOf(content.Tag, context, query);
        if (query.Known.Contains(etag, StringComparer.Ordinal))
        {
            await door.NoteAsync(who, "read-record", record, "", $"form={query.Form} not-modified", cancellationToken);
            return new ReadOutcome.NotModified(etag);
        }

        var reading = Show(who, admission, open, query, cursor, context) with { ETag = etag };
        if (reading.Next is not null)
            records.Keep(open, query.AsAt);
        await NoteAsync(who, record, query, reading, cancellationToken);
        return new ReadOutcome.Shown(reading);
    }

    /// <summary>One point read tells that nothing changed since; it is noted as a read all the same, for it tells just that.</summary>
    private async Task<ReadOutcome?> NotModifiedAsync(Reader who, RecordId record, RecordQuery query, CancellationToken cancellationToken)
    {
        var heads = await reader.ReadHeadsAsync(record, cancellationToken);
        if (heads.Count == 0 || RecordHead.Of(heads) is var head && door.Admit(who, head) is not { } admission)
            return null;
        var tag = string.Join('.', heads.Select(each => each.Version.ToString(CultureInfo.InvariantCulture)));
        var etag = ETagOf(tag, Context(who, head, admission, query), query);
        if (!query.Known.Contains(etag, StringComparer.Ordinal))
            return null;
        await door.NoteAsync(who, "read-record", record, "", $"form={query.Form} not-modified", cancellationToken);
        return new ReadOutcome.NotModified(etag);
    }

    private RecordReading Show(Reader who, Admission admission, OpenRecord open, RecordQuery query, PageCursor cursor, string context)
    {
        var content = open.Content;
        var gate = door.GateFor(who, admission, content);
        var withheld = new WithheldCounts();
        var all = open.View(query.AsAt, cursor.Commit);
        var seen = RecordDoor.Sift(who, admission, gate, all, withheld);
        var patient = NewestPatient(seen, content.Head.Record);
        var entries = SameFacts.Join(seen);
        if (query.Section is { } only)
            entries = [.. entries.Where(entry => RecordView.SectionOf(entry.Entry) == only)];
        var page = Math.Min(query.Count, Math.Max(0, entries.Count - cursor.Position));
        var end = cursor.Position + page;
        return new RecordReading(
            query.AsAt is { } moment ? content.HeadAsAt(moment) : content.Head,
            cursor.AsAt,
            Sections(entries, cursor.Position, page, withheld, query.Section)
        )
        {
            Patient = patient,
            ShowsDemographics = patient is not null || withheld.Of(Section.Demographics).Count == 0,
            IsPast = query.AsAt is not null,
            Total = entries.Count,
            Before = cursor.Position,
            Next = end < entries.Count ? cursors.Write(cursor with { Position = end }, context) : null,
            ETag = "",
            GlassBroken = admission.GlassBroken,
            MayBreakGlass = !admission.GlassBroken && withheld.Sections.Any() && door.MayBreakGlass(who.Caller),
            Moments = query.WithMoments ? MomentsOf(who, admission, gate, content) : [],
        };
    }

    private static List<SectionReading> Sections(
        IReadOnlyList<ShownEntry> entries,
        int start,
        int count,
        WithheldCounts withheld,
        Section? only
    )
    {
        var totals = new int[Section.All.Count];
        foreach (var entry in entries)
            totals[RecordView.SectionOf(entry.Entry).Place]++;
        var byPage = new List<ShownEntry>?[Section.All.Count];
        for (var i = start; i < start + count; i++)
            (byPage[RecordView.SectionOf(entries[i].Entry).Place] ??= []).Add(entries[i]);

        var sections = new List<SectionReading>();
        foreach (var section in only is null ? Section.All : [only])
        {
            var shown = byPage[section.Place] ?? [];
            var hidden = start == 0 ? withheld.Of(section) : [];
            if (shown.Count > 0 || hidden.Count > 0)
                sections.Add(new(section, shown, totals[section.Place], hidden));
        }

        return sections;
    }

    /// <summary>Only moments that brought something this reader may see: the others would tell that there was something.</summary>
    private static List<DateTimeOffset> MomentsOf(Reader who, Admission admission, EntryGate gate, RecordContent content)
    {
        var seen = new HashSet<DateTimeOffset>();
        foreach (var (entry, commit) in content.Versions)
        {
            if (seen.Contains(commit.KnownAt))
                continue;
            if (admission.Access is not RecordAccess.Whole && commit.Provenance.Sender != who.Caller.Organisation)
                continue;
            if (gate.Withholds(new ShownEntry(entry, commit, 1)) is null)
                seen.Add(commit.KnownAt);
        }

        return [.. seen.OrderDescending()];
    }

    private static ShownEntry? NewestPatient(IReadOnlyList<ShownEntry> entries, RecordId record) =>
        entries
            .Where(entry => entry.Entry.ResourceType == "Patient" && RecordView.SectionOf(entry.Entry) == Section.Demographics)
            // Of records read as one, that of the number in use speaks first.
            .MaxBy(entry => (entry.Commit.Record == record, entry.Entry.Order));

    /// <summary>What, beside the record's version, an answer depends on: the rules, the reader's rights, the question.</summary>
    private string Context(Reader who, RecordHead head, Admission admission, RecordQuery query)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(
            hash,
            Program,
            directory.Stamp,
            $"{head.Record} {head.FormerNumbers.Count}",
            who.Caller.Organisation.Value,
            who.Caller.Role.Name(),
            $"{admission.Access} {admission.GlassBroken}",
            query.Form,
            query.Section?.Code ?? "",
            query.AsAt?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "",
            query.Count.ToString(CultureInfo.InvariantCulture)
        );
        return Base32.Encode(hash[..10]);
    }

    private static string ETagOf(string version, string context, RecordQuery query)
    {
        if (query.Cursor is not { } cursor)
            return $"W/\"{version}.{context}\"";
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, context, cursor);
        return $"W/\"{version}.{Base32.Encode(hash[..10])}\"";
    }

    private Task NoteAsync(Reader who, RecordId record, RecordQuery query, RecordReading reading, CancellationToken cancellationToken)
    {
        var sections = string.Join(
            ' ',
            reading.Sections.Where(section => section.Entries.Count > 0).Select(section => section.Section.Code)
        );
        var withheld = string.Join(
            ',',
            reading.Sections.SelectMany(section => section.Withheld.Select(each => $"{section.Section.Code}:{each.Word}:{each.Count}"))
        );
        var detail = string.Create(CultureInfo.InvariantCulture, $"form={query.Form} from={reading.Before}");
        if (query.AsAt is { } asAt)
            detail += $" asAt={RecordJson.Instant(asAt)}";
        if (withheld.Length > 0)
            detail += $" withheld={withheld}";
        return door.NoteAsync(who, "read-record", record, sections, detail, cancellationToken);
    }
}
