using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Projection;

/// <summary>A case as it was last projected.</summary>
/// <param name="Boards">The boards it stands on.</param>
public sealed record StoredCase(DischargeCase Case, IReadOnlyList<string> Boards)
{
    public override string ToString() => $"StoredCase {{ {Case} }}";
}

/// <summary>A person's stays as far as they are projected.</summary>
/// <param name="Through">The last of the record's commits that counts in; 0 for none.</param>
public sealed record ProjectedStays(RecordId Record, int Through, IReadOnlyList<StoredCase> Cases)
{
    /// <summary>Null when nothing is stored yet.</summary>
    internal ETag? ETag { get; init; }
}

/// <summary>
/// Table Cases, the partition of a person: <c>a</c> says how far it is projected and guards every change by its ETag, <c>k|{stay}</c> is
/// a case.
/// </summary>
public sealed class CaseStore(Tables tables)
{
    private const string MarkKey = "a";
    private const string CasePrefix = "k|";

    /// <summary>Characters of JSON in one row: a table string holds 32,768.</summary>
    private const int MaxText = 30_000;

    public async Task<ProjectedStays> ReadAsync(RecordId record, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value}");
        var stays = new ProjectedStays(record, 0, []);
        var cases = new List<StoredCase>();
        await foreach (var row in tables.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == MarkKey)
                stays = stays with { Through = row.GetInt32("Through") ?? 0, ETag = row.ETag };
            else if (row.RowKey.StartsWith(CasePrefix, StringComparison.Ordinal))
                cases.Add(CaseIn(row));
        }

        return stays with
        {
            Cases = cases,
        };
    }

    /// <summary>One case, or null where the hub knows of none by that id.</summary>
    public async Task<StoredCase?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        if (!HubResourceId.TryParse(caseId, out var id))
            return null;
        var row = await tables.Cases.GetEntityIfExistsAsync<TableEntity>(
            id.Record.Value,
            CasePrefix + id.Key.Value,
            cancellationToken: cancellationToken
        );
        return row.HasValue ? CaseIn(row.Value!) : null;
    }

    /// <summary>Writes the mark and the cases together.</summary>
    /// <returns>False when somebody else projected the person meanwhile: nothing was written.</returns>
    internal async Task<bool> WriteAsync(
        ProjectedStays before,
        int through,
        IReadOnlyList<StoredCase> cases,
        CancellationToken cancellationToken
    )
    {
        var mark = new TableEntity(before.Record.Value, MarkKey) { ["Through"] = through };
        var known = before.Cases.ToDictionary(stored => stored.Case.Id, TextOf, StringComparer.Ordinal);
        var actions = new List<TableTransactionAction>
        {
            before.ETag is { } etag ? new(TableTransactionActionType.UpdateMerge, mark, etag) : new(TableTransactionActionType.Add, mark),
        };
        foreach (var stored in cases.Where(stored => known.GetValueOrDefault(stored.Case.Id) != TextOf(stored)))
        {
            var row = ToRow(before.Record, stored);
            TableRules.Assert(row);
            actions.Add(new(TableTransactionActionType.UpsertReplace, row));
        }

        try
        {
            // A person with more changed stays than a transaction takes: the mark goes with the last of them, and whoever comes between
            // sees some of the cases as they will be.
            foreach (var early in actions.Skip(1).SkipLast(TableRules.MaxActions - 1).Chunk(TableRules.MaxActions))
                await tables.Cases.SubmitTransactionAsync(early, cancellationToken);
            await tables.Cases.SubmitTransactionAsync(
                [actions[0], .. actions.Skip(1).TakeLast(TableRules.MaxActions - 1)],
                cancellationToken
            );
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            return false;
        }
    }

    private static TableEntity ToRow(RecordId record, StoredCase stored)
    {
        var text = JsonSerializer.Serialize(stored.Case, StayJson.Default.DischargeCase);
        var row = new TableEntity(record.Value, CasePrefix + stored.Case.Id[(RecordId.Length + 1)..])
        {
            ["Boards"] = string.Join(' ', stored.Boards),
        };
        foreach (var (part, at) in text.Chunk(MaxText).Select((part, at) => (part, at)))
            row[PartName(at)] = new string(part);
        return row;
    }

    private static StoredCase CaseIn(TableEntity row)
    {
        var text = string.Concat(Enumerable.Range(0, MaxParts).Select(part => row.GetString(PartName(part))));
        return new StoredCase(
            JsonSerializer.Deserialize(text, StayJson.Default.DischargeCase)
                ?? throw new InvalidDataException("A stored case cannot be read."),
            row.Text("Boards").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private const int MaxParts = 8;

    private static string PartName(int part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Case{part}");

    /// <summary>The same for the same case on the same boards.</summary>
    internal static string TextOf(StoredCase stored) =>
        $"{JsonSerializer.Serialize(stored.Case, StayJson.Default.DischargeCase)}|{string.Join(' ', stored.Boards)}";
}
