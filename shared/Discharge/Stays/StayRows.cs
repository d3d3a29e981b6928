using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// What commits say of stays and referrals, as rows of the record's partition in the order of the commits. They are written with their commit, never
/// staged, so whoever reads them reads only what is in the record.
/// </summary>
public static class StayRows
{
    internal const string Prefix = "s|";

    /// <summary>Comes after every row of stays.</summary>
    private const string End = "t";

    /// <summary>Characters of JSON in one row: a table string holds 32,768.</summary>
    private const int MaxText = 28_000;

    /// <summary>Beside head, commit and outbox they must fit one transaction.</summary>
    private const int MostRows = 20;

    /// <summary>What is said of a record's stays, in order of the commits.</summary>
    /// <param name="after">Number of the last commit not to read; 0 for all.</param>
    public static async Task<IReadOnlyList<StayCommit>> ReadAsync(
        Tables tables,
        RecordId record,
        int after,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tables);
        var from = KeyOf(after + 1, 0);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value} and RowKey ge {from} and RowKey lt {End}");
        var commits = new List<StayCommit>();
        await foreach (var row in tables.Of(record).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var read = From(row);
            if (commits.Count > 0 && commits[^1].Commit == read.Commit)
                commits[^1] = commits[^1] with
                {
                    Statements = [.. commits[^1].Statements, .. read.Statements],
                    Referrals = [.. commits[^1].Referrals, .. read.Referrals],
                };
            else
                commits.Add(read);
        }

        return commits;
    }

    /// <summary>Whether they fit the commit of one message.</summary>
    internal static bool Fit(IReadOnlyList<StayStatement> statements, IReadOnlyList<ReferralStatement>? referrals = null)
    {
        List<string> parts = [.. Stays(statements), .. Referrals(referrals ?? [])];
        return parts.Count <= MostRows && parts.TrueForAll(part => part.Length <= MaxText);
    }

    /// <summary>One row at least: that the person stands elsewhere now is told by a row that says nothing of a stay.</summary>
    internal static IEnumerable<TableEntity> Make(RecordId record, StayCommit commit)
    {
        var standing = JsonSerializer.Serialize(commit.Standing, StayJson.Default.StayStanding);
        var stays = Stays(commit.Statements);
        if (stays.Count == 0 && commit.Referrals.Count == 0)
            stays = ["[]"];
        return stays
            .Select(part => (Column: StaysColumn, part))
            .Concat(Referrals(commit.Referrals).Select(part => (Column: ReferralsColumn, part)))
            .Select(
                (said, n) =>
                    new TableEntity(record.Value, KeyOf(commit.Commit, n))
                    {
                        ["ReceivedAt"] = commit.ReceivedAt,
                        ["Standing"] = standing,
                        [said.Column] = said.part,
                    }
            );
    }

    private const string StaysColumn = "Statements";
    private const string ReferralsColumn = "Referrals";

    private static List<string> Stays(IReadOnlyList<StayStatement> statements) =>
        Pack(statements, StayJson.Default.StayStatement, StayJson.Default.IReadOnlyListStayStatement);

    private static List<string> Referrals(IReadOnlyList<ReferralStatement> statements) =>
        Pack(statements, ReferralJson.Default.ReferralStatement, ReferralJson.Default.IReadOnlyListReferralStatement);

    private static string KeyOf(int commit, int n) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{commit:D10}|{n:D4}");

    private static StayCommit From(TableEntity row) =>
        new(
            int.Parse(row.RowKey.AsSpan(Prefix.Length, 10), NumberStyles.None, CultureInfo.InvariantCulture),
            row.GetDateTimeOffset("ReceivedAt") ?? throw new InvalidDataException("A stored row lacks ReceivedAt."),
            JsonSerializer.Deserialize(row.Text("Standing"), StayJson.Default.StayStanding)
                ?? throw new InvalidDataException("A stored row lacks Standing."),
            row.GetString(StaysColumn) is { } stays
                ? JsonSerializer.Deserialize(stays, StayJson.Default.IReadOnlyListStayStatement) ?? []
                : []
        )
        {
            Referrals = row.GetString(ReferralsColumn) is { } referrals
                ? JsonSerializer.Deserialize(referrals, ReferralJson.Default.IReadOnlyListReferralStatement) ?? []
                : [],
        };

    /// <summary>JSON arrays, each as long as a row may hold.</summary>
    private static List<string> Pack<T>(IReadOnlyList<T> statements, JsonTypeInfo<T> one, JsonTypeInfo<IReadOnlyList<T>> many)
    {
        var parts = new List<string>();
        var packed = new List<T>();
        var size = 2;
        foreach (var statement in statements)
        {
            var length = JsonSerializer.Serialize(statement, one).Length + 1;
            if (packed.Count > 0 && size + length > MaxText)
                Flush();
            packed.Add(statement);
            size += length;
        }

        if (packed.Count > 0)
            Flush();
        return parts;

        void Flush()
        {
            parts.Add(JsonSerializer.Serialize([.. packed], many));
            packed.Clear();
            size = 2;
        }
    }
}
