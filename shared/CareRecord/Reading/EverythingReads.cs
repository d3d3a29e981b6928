using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>What of everything is asked for.</summary>
public sealed record EverythingQuery
{
    /// <summary>Resources a page where the caller does not say.</summary>
    public const int UsualCount = 50;

    public const int MostCount = 500;

    /// <summary>FHIR types; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only what the hub came to know since.</summary>
    public DateTimeOffset? Since { get; init; }

    public int Count { get; init; } = UsualCount;

    public string? Cursor { get; init; }

    public IReadOnlyList<string> Known { get; init; } = [];
}

/// <summary>One page of the originals of a record.</summary>
/// <param name="Withheld">On the first page, what is not among them.</param>
public sealed record EverythingPage(
    int Total,
    IReadOnlyList<(string Address, ReadOnlyMemory<byte> Resource)> Originals,
    IReadOnlyList<(Section Section, Withheld Withheld)> Withheld,
    string? Next
);

public sealed record EverythingAnswer(EverythingPage? Page, string ETag, HubError? Error);

/// <summary>The resources of a record as their senders wrote them: by the same rules as the record, in its order, in pages.</summary>
public sealed class EverythingReads(
    OpenRecords records,
    Originals originals,
    RecordDoor door,
    HubDirectory directory,
    PageCursors cursors,
    TimeProvider time
)
{
    public async Task<EverythingAnswer> ReadAsync(Reader who, RecordId record, EverythingQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(query);
        if (door.MayAsk(who).Refusal is { } mayNot)
            return new(null, "", mayNot);
        var open = await records.ReadAsync(record, asAt: null, goesOn: query.Cursor is not null, cancellationToken);
        if (open?.Content is not { } content || door.Admit(who, content.Head) is not { } admission)
            return new(null, "", ErrorCatalogue.NotFound);
        var context = Context(who, content.Head, admission, query);
        var cursor = new PageCursor(content.Head.Version, time.GetUtcNow(), 0);
        if (query.Cursor is { } text)
        {
            if (cursors.Read(text, context) is not { } given)
                return new(null, "", ErrorCatalogue.CursorInvalid.At("_cursor"));
            cursor = given;
        }

        var etag = $"W/\"{content.Tag}.{context}.{cursor.Commit}.{cursor.Position}\"";
        if (query.Known.Contains(etag, StringComparer.Ordinal))
        {
            await door.NoteAsync(who, "read-everything", record, "", "not-modified", cancellationToken);
            return new(null, etag, null);
        }

        var withheld = new WithheldCounts();
        var all = open.View(null, cursor.Commit);
        var seen = RecordView
            .Originals(all, RecordDoor.Sift(who, admission, door.GateFor(who, admission, content), all, withheld))
            .Where(shown => shown.Entry.Range is not null)
            .Where(shown => query.Types.Count == 0 || query.Types.Contains(shown.Entry.ResourceType, StringComparer.Ordinal))
            .Where(shown => query.Since is not { } since || shown.Commit.KnownAt >= since)
            .ToList();
        var page = seen.Skip(cursor.Position).Take(query.Count).ToList();
        var end = cursor.Position + page.Count;
        var sections = string.Join(' ', page.Select(shown => RecordView.SectionOf(shown.Entry).Code).Distinct());
        var detail = string.Create(CultureInfo.InvariantCulture, $"from={cursor.Position} {withheld.InWords()}");
        if (end < seen.Count)
            records.Keep(open, asAt: null);
        await door.NoteAsync(who, "read-everything", record, sections, detail.TrimEnd(), cancellationToken);
        return new(
            new EverythingPage(
                seen.Count,
                await originals.ReadAsync(page, cancellationToken),
                cursor.Position > 0 ? [] : [.. Section.All.SelectMany(section => withheld.Of(section).Select(each => (section, each)))],
                end < seen.Count ? cursors.Write(cursor with { Position = end }, context) : null
            ),
            etag,
            null
        );
    }

    private string Context(Reader who, RecordHead head, Admission admission, EverythingQuery query)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(
            hash,
            "everything",
            directory.Stamp,
            $"{head.Record} {head.FormerNumbers.Count}",
            who.Caller.Organisation.Value,
            who.Caller.Role.Name(),
            $"{admission.Access} {admission.GlassBroken}",
            string.Join(',', query.Types),
            query.Since?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "",
            query.Count.ToString(CultureInfo.InvariantCulture)
        );
        return Base32.Encode(hash[..10]);
    }
}
