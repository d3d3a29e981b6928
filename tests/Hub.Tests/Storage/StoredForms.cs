using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Tests.Storage;

/// <summary>What forms rows have: by table and kind of row, the columns with their types, and the properties of JSON in them.</summary>
internal sealed partial class StoredForms
{
    private readonly ConcurrentDictionary<string, string> columns = new(StringComparer.Ordinal);

    /// <summary>One line a column: <c>Table · kind of row · column</c>, then its type.</summary>
    internal IReadOnlyList<string> Lines => [.. columns.Select(pair => $"{pair.Key}: {pair.Value}").Order(StringComparer.Ordinal)];

    /// <summary>Of all rows that are there now.</summary>
    internal async Task LookAsync(Tables tables, CancellationToken cancellationToken)
    {
        foreach (var (name, table) in TablesOf(tables))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
                Look(name, row);
        }
    }

    internal static IReadOnlyList<(string Name, TableClient Table)> TablesOf(Tables tables) =>
        [
            (StoreNames.CareRecord, tables.CareRecord),
            (StoreNames.Unmatched, tables.Unmatched),
            (StoreNames.Cases, tables.Cases),
            (StoreNames.Referrals, tables.Referrals),
            (StoreNames.Alerts, tables.Alerts),
            (StoreNames.Audit, tables.Audit),
            (StoreNames.Sweeps, tables.Sweeps),
            (StoreNames.Imports, tables.Imports),
            (StoreNames.BreakGlass, tables.BreakGlass),
            (StoreNames.Rebuilds, tables.Rebuilds),
            (StoreNames.Clocks, tables.Clocks),
            (StoreNames.Subscriptions, tables.Subscriptions),
            (StoreNames.Deliveries, tables.Deliveries),
        ];

    /// <summary>Rows that mean the same have the same keys but for names, numbers and times.</summary>
    internal static string KindOf(TableEntity row) => $"{Shape(row.PartitionKey)} {Shape(row.RowKey)}";

    private static string Shape(string key)
    {
        var first = key.Split('|')[0];
        var shape = Names()
            .Replace(
                Processes().Replace(first, "{process}"),
                match => match.Value[0] is 'p' or 'u' && match.Length == 33 ? "{record}" : "{id}"
            );
        shape = Organisations().Replace(shape, "{organisation}");
        shape = Hubs().Replace(shape, "{hub}");
        shape = Shards().Replace(shape, "shard:{n}");
        shape = Digits().Replace(shape, "{n}");
        return key.Contains('|', StringComparison.Ordinal) ? shape + "|" : shape;
    }

    /// <summary>Of a row as the code makes it.</summary>
    internal void Look(string table, TableEntity row)
    {
        foreach (var name in row.Keys.Where(name => !StoredRow.IsOfTheStorage(name)))
        {
            var at = $"{table} · {KindOf(row)} · {name}";
            columns[at] = TypeOf(row[name]);
            if (row[name] is string text && text is ['{' or '[', ..])
                AddJson(at, text);
        }
    }

    private void AddJson(string at, string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // Part of a longer text, or a text that begins like JSON.
            return;
        }

        using (document)
            Walk(at, document.RootElement);
    }

    private void Walk(string at, JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Walk(at + "[]", item);
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                // A property that is named after what it counts is no part of the form.
                var name = PropertyNames().IsMatch(property.Name) ? property.Name : "{name}";
                columns[$"{at}.{name}"] = property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? "boolean"
                    : property.Value.ValueKind.ToString().ToLowerInvariant();
                Walk($"{at}.{name}", property.Value);
            }
        }
    }

    private static string TypeOf(object? value) =>
        value switch
        {
            string => "string",
            int => "int32",
            long => "int64",
            bool => "boolean",
            double => "double",
            DateTimeOffset => "time",
            byte[] => "binary",
            _ => value?.GetType().Name ?? "null",
        };

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.NonBacktracking)]
    private static partial Regex Processes();

    [GeneratedRegex("[a-z2-7]{20,}", RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    [GeneratedRegex("[A-Z][A-Z0-9]{2,5}", RegexOptions.NonBacktracking)]
    private static partial Regex Organisations();

    [GeneratedRegex("hub-[a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Hubs();

    [GeneratedRegex("shard:[0-9a-f]", RegexOptions.NonBacktracking)]
    private static partial Regex Shards();

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex("^[a-zA-Z]+$", RegexOptions.NonBacktracking)]
    private static partial Regex PropertyNames();
}
