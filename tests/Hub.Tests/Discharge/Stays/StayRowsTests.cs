using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Storage;

namespace IntegrationHub.Tests.Discharge.Stays;

public sealed class StayRowsTests
{
    private static readonly StayStanding Standing = new("northfield", "usual-address", "X90001", "1950-04-01", "RX1");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 20)]
    public void Statements_are_packed_into_rows_that_Azure_takes(int statements, int atMost)
    {
        var rows = StayRows
            .Make(Telling.Record, new StayCommit(7, Telling.SaidAt, Standing, [.. Enumerable.Range(0, statements).Select(Statement)]))
            .ToList();
        Assert.InRange(rows.Count, 1, atMost);
        Assert.All(rows, row => TableRules.Assert(row));
        Assert.Equal("s|0000000007|0000", rows[0].RowKey);
        Assert.Equal(rows.Count, rows.Select(row => row.RowKey).Distinct().Count());
    }

    [Fact]
    public void What_is_too_much_for_one_commit_does_not_fit()
    {
        Assert.True(StayRows.Fit([.. Enumerable.Range(0, 1000).Select(Statement)]));
        Assert.False(StayRows.Fit([.. Enumerable.Range(0, 10_000).Select(Statement)]));
    }

    [Fact]
    public void The_longest_statement_that_an_Encounter_can_make_fits_a_row()
    {
        var ward = new string('\u20ac', 10_000);
        var locations = string.Join(
            ',',
            Enumerable
                .Range(0, 60)
                .Select(n => $$$"""{"location":{"display":"{{{ward}}}"},"period":{"start":"2026-03-09T08:{{{n:00}}}:00Z"}}""")
        );
        var telling = Telling.Of(
            null,
            "RX1",
            Telling.Read(Telling.Encounter("in-progress", $",\"location\":[{locations}]", period: """{"start":"2026-03-08T10:00:00Z"}"""))
        );
        Assert.True(StayRows.Fit(telling.Told));
    }

    private static StayStatement Statement(int n) =>
        new(
            Telling.KeyOf("Encounter", $"stay-{n}").Value,
            Telling.KeyOf("Encounter", $"stay-{n}").Value,
            new string('0', 29),
            "RX1",
            [
                new StayFact(StayFactKind.Admitted, Telling.SaidAt) { Ward = "Ward 7", Code = "21" },
                new StayFact(StayFactKind.Discharged, Telling.SaidAt) { Code = "1", Destination = "19" },
            ]
        );
}
