using System.Globalization;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>One thing that is not equal: where, and what column; never a value.</summary>
/// <param name="Kind"><c>differs</c>, <c>only-old</c>, <c>only-new</c>, or the code with which a snapshot is now refused.</param>
/// <param name="Table">Of the old tables; <c>snapshots</c> where a message could not be worked in.</param>
/// <param name="Record">The record's opaque id, or the message's identity.</param>
/// <param name="Row">The row's key.</param>
/// <param name="Column">Null where a whole row is meant.</param>
public sealed record Difference(string Kind, string Table, string Record, string Row, string? Column)
{
    public const string Differs = "differs";
    public const string OnlyOld = "only-old";
    public const string OnlyNew = "only-new";

    internal static string PartitionOf(int rebuild) => "differences-" + RebuildState.KeyOf(rebuild);

    internal TableEntity ToRow(int rebuild, long number)
    {
        var row = new TableEntity(PartitionOf(rebuild), number.ToString("D12", CultureInfo.InvariantCulture))
        {
            ["Kind"] = Kind,
            ["Table"] = Table,
            ["Record"] = Record,
            ["Row"] = Row,
        };
        if (Column is not null)
            row["Column"] = Column;
        return row;
    }

    internal static Difference From(TableEntity row) =>
        new(row.Text("Kind"), row.Text("Table"), row.Text("Record"), row.Text("Row"), row.GetString("Column"));
}
