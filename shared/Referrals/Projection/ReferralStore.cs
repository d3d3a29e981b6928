using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Referrals.Projection;

/// <summary>A person's referrals as far as they are projected.</summary>
/// <param name="Through">The last of the record's commits that counts in; 0 for none.</param>
public sealed record ProjectedReferrals(RecordId Record, int Through, IReadOnlyList<Referral> Referrals)
{
    /// <summary>Null when nothing is stored yet.</summary>
    internal ETag? ETag { get; init; }
}

/// <summary>
/// Table Referrals, the partition of a person: <c>a</c> says how far it is projected and guards every change by its ETag, <c>r|{key}</c> is a
/// referral.
/// </summary>
public sealed class ReferralStore(Tables tables)
{
    private const string MarkKey = "a";
    private const string Prefix = "r|";

    /// <summary>Characters of JSON in one column: a table string holds 32,768.</summary>
    private const int MaxText = 30_000;
    private const int MaxParts = 12;

    public async Task<ProjectedReferrals> ReadAsync(RecordId record, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value}");
        var projected = new ProjectedReferrals(record, 0, []);
        var referrals = new List<Referral>();
        await foreach (var row in tables.Referrals.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == MarkKey)
                projected = projected with { Through = row.GetInt32("Through") ?? 0, ETag = row.ETag };
            else if (row.RowKey.StartsWith(Prefix, StringComparison.Ordinal))
                referrals.Add(ReferralIn(row));
        }

        return projected with
        {
            Referrals = referrals,
        };
    }

    /// <summary>Writes the mark and the referrals together.</summary>
    /// <returns>False when somebody else projected the person meanwhile: nothing was written.</returns>
    internal async Task<bool> WriteAsync(
        ProjectedReferrals before,
        int through,
        IReadOnlyList<Referral> referrals,
        CancellationToken cancellationToken
    )
    {
        var mark = new TableEntity(before.Record.Value, MarkKey) { ["Through"] = through };
        var actions = new List<TableTransactionAction>
        {
            before.ETag is { } etag ? new(TableTransactionActionType.UpdateMerge, mark, etag) : new(TableTransactionActionType.Add, mark),
        };
        foreach (var referral in referrals.Where(referral => !before.Referrals.Contains(referral)))
        {
            var row = ToRow(before.Record, referral);
            TableRules.Assert(row);
            actions.Add(new(TableTransactionActionType.UpsertReplace, row));
        }

        try
        {
            // A person with more changed referrals than a transaction takes: the mark goes with the last of them.
            foreach (var early in actions.Skip(1).SkipLast(TableRules.MaxActions - 1).Chunk(TableRules.MaxActions))
                await tables.Referrals.SubmitTransactionAsync(early, cancellationToken);
            await tables.Referrals.SubmitTransactionAsync(
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

    private static TableEntity ToRow(RecordId record, Referral referral)
    {
        var text = JsonSerializer.Serialize(referral, ReferralJson.Default.Referral);
        var row = new TableEntity(record.Value, Prefix + referral.Id[(RecordId.Length + 1)..]);
        foreach (var (part, at) in text.Chunk(MaxText).Select((part, at) => (part, at)))
            row[PartName(at)] = new string(part);
        return row;
    }

    private static Referral ReferralIn(TableEntity row) =>
        JsonSerializer.Deserialize(
            string.Concat(Enumerable.Range(0, MaxParts).Select(part => row.GetString(PartName(part)))),
            ReferralJson.Default.Referral
        ) ?? throw new InvalidDataException("A stored referral cannot be read.");

    private static string PartName(int part) => string.Create(CultureInfo.InvariantCulture, $"Referral{part}");
}
