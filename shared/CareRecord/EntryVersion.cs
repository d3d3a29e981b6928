using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>
/// One version of one resource, as one sender told it: never overwritten. Its row key holds the resource, the version and the
/// message, so that any number of messages may tell of the same resource and none disturbs another's rows.
/// </summary>
public sealed record EntryVersion(ResourceKey Key, string ResourceType, string SourceId, VersionOrder Order, string Identity)
{
    /// <summary>Null when the resource is kept unmapped.</summary>
    public EntryContent? Content { get; init; }

    /// <summary>Why it is unmapped.</summary>
    public string? UnmappedReason { get; init; }

    /// <summary>Whether this version says that the resource is no more.</summary>
    public bool Deleted { get; init; }

    /// <summary>Where the resource stands in the snapshot; null for a deletion.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>What reading let through of it.</summary>
    public IReadOnlyList<EntryWarning> Warnings { get; init; } = [];

    /// <summary>Of which attempt the row is: see <see cref="Commit.Attempt"/>. Empty until it is stored.</summary>
    internal string Attempt { get; init; } = "";

    /// <summary>Whether a commit shows it: of the same message, and of the same attempt to store it.</summary>
    internal bool IsOf(Commit commit) => Identity == commit.Identity && Attempt == commit.Attempt;

    /// <summary>The sender's security labels where there is no content to hold them.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether this version says that the person objects to the sharing of their record for care.</summary>
    public bool Objects { get; init; }

    /// <summary>The organisations it is kept from then; empty for all.</summary>
    public IReadOnlyList<OdsCode> ObjectsTo { get; init; } = [];

    public override string ToString() => $"EntryVersion {{ {ResourceType}, Key = {Key} }}";

    internal static bool IsOfOtherAttempt(string rowKey, Commit commit) =>
        rowKey.Split('|') is [_, _, _, var identity, var attempt] && identity == commit.Identity && attempt != commit.Attempt;

    internal const string Prefix = "e|";

    /// <summary>Table strings hold 32,768 UTF-16 units; the hub stops earlier.</summary>
    private const int MaxText = 30_000;

    internal static string PrefixOf(ResourceKey key) => $"{Prefix}{key}|";

    internal TableEntity ToRow(RecordId record, string attempt)
    {
        var row = new TableEntity(record.Value, $"{Prefix}{Key}|{Order.Text}|{Identity}|{attempt}")
        {
            ["Type"] = ResourceType,
            ["Source"] = SourceId,
        };
        if (Range is { } range)
        {
            row["Offset"] = range.Offset;
            row["Length"] = range.Length;
        }

        if (Deleted)
            row["Deleted"] = true;
        if (UnmappedReason is { } reason)
            row["Unmapped"] = reason;
        if (Warnings.Count > 0)
            row["Warnings"] = JsonThatFits(Warnings, EntryJson.Default.IReadOnlyListEntryWarning);
        if (Objects)
            row["Objects"] = true;
        if (ObjectsTo.Count > 0)
            row["ObjectsTo"] = string.Join(' ', ObjectsTo.Select(code => code.Value));
        if ((Content?.Labels ?? Labels) is { Count: > 0 } labels)
            row["Labels"] = string.Join(' ', labels);
        if (Content is { } content)
            Write(row, content);
        return row;
    }

    internal static EntryVersion From(TableEntity row)
    {
        Span<Range> parts = stackalloc Range[6];
        var rowKey = row.RowKey;
        if (rowKey.AsSpan().Split(parts, '|') != 5 || !ResourceKey.TryParse(rowKey.AsSpan(parts[1]), out var key))
            throw new InvalidDataException("An entry row's key cannot be read.");
        return new(key, row.Text("Type"), row.Text("Source"), new VersionOrder(rowKey[parts[2]]), rowKey[parts[3]])
        {
            Attempt = rowKey[parts[4]],
            Range = row.GetInt32("Offset") is { } offset ? new ByteRange(offset, row.GetInt32("Length") ?? 0) : null,
            Deleted = row.GetBoolean("Deleted") ?? false,
            UnmappedReason = row.GetString("Unmapped"),
            Warnings = row.GetString("Warnings") is { } warnings
                ? JsonSerializer.Deserialize(warnings, EntryJson.Default.IReadOnlyListEntryWarning) ?? []
                : [],
            Labels = row.GetString("Labels") is { } labels ? labels.Split(' ') : [],
            Objects = row.GetBoolean("Objects") ?? false,
            ObjectsTo = row.GetString("ObjectsTo") is { } codes ? [.. codes.Split(' ').Select(OdsCode.Parse)] : [],
            Content = row.GetString("Section") is { } section ? Read(row, section) : null,
        };
    }

    private static void Write(TableEntity row, EntryContent content)
    {
        row["Section"] = content.Section.Code;
        row["Display"] = Cut(content.Display);
        if (content.Codings.Count > 0)
            row["Codings"] = JsonThatFits(content.Codings, EntryJson.Default.IReadOnlyListEntryCoding);
        if (content.Status is { } status)
            row["Status"] = status;
        if (content.Date is { } date)
            row["Date"] = date;
        if (content.DateIs is { } dateIs)
            row["DateIs"] = dateIs;
        if (content.Apart is { } apart)
            row["Apart"] = Cut(apart);
        if (content.By is { } by)
            row["By"] = Cut(by);
        if (content.Pending.Count > 0)
            row["Pending"] = PendingReference.Write(content.Pending);
        if (content.Parts.Count > 0)
            row["Parts"] = EntryPart.Write(content.Parts);
        if (content.Value is { } value)
            row["Value"] = Cut(value);
    }

    private static EntryContent Read(TableEntity row, string section) =>
        new(CareRecord.Section.Find(section) ?? CareRecord.Section.Unmapped, row.Text("Display"))
        {
            Codings = row.GetString("Codings") is { } codings ? EntryCoding.ReadList(codings) : [],
            Status = row.GetString("Status"),
            Date = row.GetString("Date"),
            DateIs = row.GetString("DateIs"),
            Value = row.GetString("Value"),
            Apart = row.GetString("Apart"),
            By = row.GetString("By"),
            Pending = row.GetString("Pending") is { } pending ? PendingReference.Read(pending) : [],
            Parts = row.GetString("Parts") is { } parts ? EntryPart.Read(parts) : [],
            Labels = row.GetString("Labels") is { } labels ? labels.Split(' ') : [],
        };

    /// <summary>The original stays whole in the snapshot; the entry keeps as many of a list as a property can hold.</summary>
    private static string JsonThatFits<T>(IReadOnlyList<T> items, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        var json = JsonSerializer.Serialize(items, type);
        for (var keep = items.Count / 2; json.Length > MaxText; keep /= 2)
            json = JsonSerializer.Serialize([.. items.Take(keep)], type);
        return json;
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - 1), "…");
}
