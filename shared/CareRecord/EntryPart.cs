using System.Text.Json;

namespace IntegrationHub.CareRecord;

/// <summary>A part of an entry under another heading, as its row keeps it.</summary>
internal sealed record EntryPart(string Section, string Display)
{
    /// <summary>Table strings hold 32,768 UTF-16 units; the original stays whole in the snapshot.</summary>
    private const int MaxText = 30_000;

    public IReadOnlyList<EntryCoding>? Codings { get; init; }

    public string? Status { get; init; }

    public string? Date { get; init; }

    public string? Value { get; init; }

    internal static string Write(IReadOnlyList<EntryContent> parts)
    {
        var rows = parts
            .Select(part => new EntryPart(part.Section.Code, part.Display)
            {
                Codings = part.Codings.Count == 0 ? null : part.Codings,
                Status = part.Status,
                Date = part.Date,
                Value = part.Value,
            })
            .ToList();
        var json = JsonSerializer.Serialize(rows, EntryJson.Default.IReadOnlyListEntryPart);
        // The longest gives way first: that a part is there must not be lost.
        while (json.Length > MaxText)
        {
            var longest = rows.Index().MaxBy(row => row.Item.Value?.Length ?? 0).Index;
            if (rows[longest].Value is null)
                rows.RemoveAt(rows.Count - 1);
            else
                rows[longest] = rows[longest] with { Value = Half(rows[longest].Value!) };
            json = JsonSerializer.Serialize(rows, EntryJson.Default.IReadOnlyListEntryPart);
        }

        return json;
    }

    internal static IReadOnlyList<EntryContent> Read(string json) =>
        [
            .. (JsonSerializer.Deserialize(json, EntryJson.Default.IReadOnlyListEntryPart) ?? []).Select(part => new EntryContent(
                CareRecord.Section.Find(part.Section) ?? CareRecord.Section.Unmapped,
                part.Display
            )
            {
                Codings = part.Codings ?? [],
                Status = part.Status,
                Date = part.Date,
                Value = part.Value,
            }),
        ];

    private static string? Half(string value) => value.Length < 100 ? null : Mapping.PlainText.Cut(value, value.Length / 2);
}
