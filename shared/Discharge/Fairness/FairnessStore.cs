using System.Globalization;
using Azure.Data.Tables;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Fairness;

/// <summary>How an organisation answers what it is asked, in a span of months.</summary>
/// <param name="Asked">Alerts sent and assessments asked.</param>
/// <param name="Late">Answered after they were due.</param>
/// <param name="Overdue">Due by now and not answered, of whatever month.</param>
/// <param name="MedianHours">Of those answered, exact to a quarter of an hour, up to 14 days; null where none was.</param>
/// <param name="NinetiethHours">The 90th percentile, likewise.</param>
public sealed record FairnessFigures(
    string Organisation,
    int Asked,
    int Answered,
    int Late,
    int Overdue,
    double? MedianHours,
    double? NinetiethHours
);

/// <summary>
/// Counts what organisations are asked and how soon they answer, by month: one partition of table Cases an organisation,
/// <c>fair-{ODS code}</c>, kept like a board's counts.
/// </summary>
public sealed class FairnessStore(Tables tables, TimeProvider time)
{
    private const double QuartersAnHour = 4;
    private const int MostQuarters = 14 * 24 * 4;
    private const string Total = "all";

    /// <summary>Things waited for in one case that are listed: a transaction takes 100 rows.</summary>
    private const int MostOpen = 40;

    private const string OpenPrefix = "x|";

    private readonly CountedRows rows = new(tables);

    /// <summary>Idempotent; an older state of the case never takes a newer one's place.</summary>
    internal Task PutAsync(
        string organisation,
        string caseId,
        int through,
        IReadOnlyList<AskedItem> items,
        CancellationToken cancellationToken
    ) => rows.PutAsync(PartitionOf(organisation), caseId, through, ItemOf(caseId, items), Total, cancellationToken);

    /// <param name="from">First month, yyyy-MM.</param>
    /// <param name="to">Last month, included.</param>
    public async Task<FairnessFigures> ReadAsync(string organisation, string from, string to, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(organisation);
        var (first, last) = (BoardRows.FiguresKey(from), BoardRows.FiguresKey(to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        var sum = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in tables.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            foreach (var (name, count) in BoardRows.CountsIn(row))
                sum[name] = sum.GetValueOrDefault(name) + count;
        }

        var until = OpenKey(time.GetUtcNow());
        var overdue = 0;
        var open = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {OpenPrefix} and RowKey lt {until}");
        await foreach (var _ in tables.Cases.QueryAsync<TableEntity>(open, select: ["RowKey"], cancellationToken: cancellationToken))
            overdue++;
        var quarters = sum.Where(each => each.Key[0] == 'q')
            .Select(each => (Quarter: int.Parse(each.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture), each.Value))
            .OrderBy(each => each.Quarter)
            .ToList();
        return new FairnessFigures(
            organisation,
            sum.GetValueOrDefault("asked"),
            sum.GetValueOrDefault("answered"),
            sum.GetValueOrDefault("late"),
            overdue,
            Percentile(quarters, 0.5),
            Percentile(quarters, 0.9)
        );
    }

    private static CountedItem ItemOf(string caseId, IReadOnlyList<AskedItem> items)
    {
        var figures = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new List<string>();
        foreach (var (item, n) in items.Select((item, n) => (item, n)))
        {
            Add(item, "asked");
            if (item.AnsweredAt is { } answered)
            {
                Add(item, "answered");
                if (item.AnsweredLate)
                    Add(item, "late");
                var quarter = (int)Math.Clamp((answered - item.AskedAt).TotalHours * QuartersAnHour, 0, MostQuarters);
                Add(item, string.Create(CultureInfo.InvariantCulture, $"q{quarter}"));
            }
            else if (item.DueAt is { } due && keys.Count < MostOpen)
                keys.Add(string.Create(CultureInfo.InvariantCulture, $"{OpenKey(due)}|{caseId}|{n}"));
        }

        // What is waited for is told by its key alone.
        return new CountedItem("{}", keys, figures);

        void Add(AskedItem item, string name)
        {
            var figure = $"{item.AskedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)}|{name}";
            figures[figure] = figures.GetValueOrDefault(figure) + 1;
        }
    }

    private static double? Percentile(IReadOnlyList<(int Quarter, int Count)> quarters, double part)
    {
        var wanted = (int)Math.Ceiling(quarters.Sum(each => each.Count) * part);
        var seen = 0;
        foreach (var (quarter, count) in quarters)
        {
            seen += count;
            if (seen >= wanted)
                return quarter / QuartersAnHour;
        }

        return null;
    }

    private static string OpenKey(DateTimeOffset due) => string.Create(CultureInfo.InvariantCulture, $"{OpenPrefix}{due.UtcTicks:D19}");

    private static string PartitionOf(string organisation) => $"fair-{organisation}";
}
