using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <summary>
/// Rows of a board's partition in table Cases. <c>k|{case}</c> is the card; <c>x|{filter}|{column}|{when}|{case}</c> holds it again for
/// each filter that it answers to, so that a column is one range of keys, most urgent first; <c>n|{row}</c> holds counts.
/// </summary>
internal static class BoardRows
{
    /// <summary>Azure takes 64 KiB a property.</summary>
    private const int PartBytes = 60_000;

    private const int MaxParts = 4;

    internal static string CardKey(string caseId) => $"k|{caseId}";

    internal static string FiguresKey(string row) => $"n|{row}";

    internal static string ColumnPrefix(BoardFilter filter, string column) =>
        string.Create(CultureInfo.InvariantCulture, $"x|{(int)filter.By}{filter.Token}|{IndexOf(column)}|");

    internal static IEnumerable<string> IndexKeys(BoardCard card) =>
        BoardFilter.Of(card).Select(filter => $"{ColumnPrefix(filter, BoardColumn.Of(card))}{When(card)}|{card.Case}");

    internal static BoardCard CardIn(TableEntity row) =>
        JsonSerializer.Deserialize(row.Text("Card"), BoardJson.Default.BoardCard)
        ?? throw new InvalidDataException("A card of a board cannot be read.");

    internal static Dictionary<string, int> CountsIn(TableEntity? row)
    {
        if (row is null)
            return new(StringComparer.Ordinal);
        var bytes = Enumerable
            .Range(0, MaxParts)
            .Select(part => row.GetBinary(PartName(part)))
            .OfType<byte[]>()
            .SelectMany(part => part)
            .ToArray();
        return JsonSerializer.Deserialize(bytes, BoardJson.Default.DictionaryStringInt32)
            ?? throw new InvalidDataException("The counts of a board cannot be read.");
    }

    internal static TableEntity FiguresRow(string board, string row, Dictionary<string, int> counts)
    {
        var entity = new TableEntity(board, FiguresKey(row));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(counts, BoardJson.Default.DictionaryStringInt32);
        foreach (var (part, at) in bytes.Chunk(PartBytes).Select((part, at) => (part, at)))
            entity[PartName(at)] = part;
        return entity;
    }

    /// <summary>Open cases: those on a clock first, by when it runs out, then by how long they stand; those who left: the last first.</summary>
    private static string When(BoardCard card)
    {
        var (group, ticks) = card switch
        {
            { IsOpen: false } => (2, DateTimeOffset.MaxValue.UtcTicks - (card.LeftAt ?? card.Since).UtcTicks),
            { NextClock: { } clock } => (0, clock.DueAt.UtcTicks),
            _ => (1, card.Since.UtcTicks),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{group}{ticks:D19}");
    }

    private static int IndexOf(string column)
    {
        var at = BoardColumn.All.ToList().IndexOf(column);
        return at >= 0 ? at : throw new ArgumentException("Not a column of a board.", nameof(column));
    }

    private static string PartName(int part) => string.Create(CultureInfo.InvariantCulture, $"Counts{part}");
}
