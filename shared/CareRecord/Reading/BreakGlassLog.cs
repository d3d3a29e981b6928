using System.Globalization;
using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>One read past what is withheld.</summary>
/// <param name="Subject">Who, in the token issuer's words.</param>
/// <param name="Saw">The sections shown, codes with spaces between.</param>
public sealed record BrokenGlass(
    DateTimeOffset At,
    OdsCode Organisation,
    string Role,
    string Subject,
    RecordId Record,
    string Action,
    string Saw,
    BreakGlassReason Reason,
    string CorrelationId
);

/// <summary>
/// The list that privacy officers look through: every broken glass, one partition an organisation, newest first. The same reads stand in the
/// hash-chained audit; this list is how they are found there.
/// </summary>
public sealed class BreakGlassLog(Tables tables)
{
    public async Task WriteAsync(BrokenGlass broken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(broken);
        var row = new TableEntity(broken.Organisation.Value, $"{KeyOf(broken.At)}-{Guid.NewGuid():N}")
        {
            ["At"] = broken.At,
            ["Role"] = broken.Role,
            ["Subject"] = broken.Subject,
            ["Record"] = broken.Record.Value,
            ["Action"] = broken.Action,
            ["Saw"] = broken.Saw,
            ["Reason"] = broken.Reason.Text,
            ["Correlation"] = broken.CorrelationId,
        };
        TableRules.Assert(row);
        await tables.BreakGlass.AddEntityAsync(row, cancellationToken);
    }

    /// <summary>Those of an organisation's staff, newest first.</summary>
    /// <param name="most">As many at most.</param>
    public async Task<IReadOnlyList<BrokenGlass>> ListAsync(OdsCode organisation, int most, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {organisation.Value}");
        var list = new List<BrokenGlass>();
        await foreach (var row in tables.BreakGlass.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellationToken))
        {
            list.Add(From(row));
            if (list.Count == most)
                break;
        }

        return list;
    }

    private static BrokenGlass From(TableEntity row) =>
        new(
            row.GetDateTimeOffset("At") ?? default,
            OdsCode.Parse(row.PartitionKey),
            row.Text("Role"),
            row.Text("Subject"),
            RecordId.TryParse(row.Text("Record"), out var record) ? record : default,
            row.Text("Action"),
            row.Text("Saw"),
            BreakGlassReason.TryParse(row.Text("Reason"), out var reason)
                ? reason
                : throw new InvalidDataException("A stored row lacks Reason."),
            row.Text("Correlation")
        );

    /// <summary>Later is less, so that a query in the order of keys begins with the newest.</summary>
    private static string KeyOf(DateTimeOffset at) => (long.MaxValue - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
