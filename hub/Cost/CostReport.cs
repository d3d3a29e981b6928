using System.Globalization;
using System.Text;

namespace IntegrationHub.Cli.Cost;

/// <summary>The tables of docs/cost.md, which `hub cost` prints too.</summary>
internal static class CostReport
{
    private const decimal Million = 1_000_000;

    public static string Render(CountList counts, PriceList prices, Volumes volumes)
    {
        var model = new CostModel(prices, volumes);
        var text = new StringBuilder();
        text.Append("| one of these | blob writes | blob reads | table calls | Service Bus operations | executions |\n");
        text.Append("|---|---:|---:|---:|---:|---:|\n");
        foreach (var kind in counts.Kinds)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {kind.Words} | {kind.BlobWrites} | {kind.BlobReads} | {kind.TableCalls} | {kind.BusOperations} | {kind.Executions} |\n"
            );
        text.Append(
            "\n| a million of these, in £ | blobs | tables | Service Bus (standard) | Functions | together | a month in a place |\n"
        );
        text.Append("|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (var kind in counts.Kinds)
        {
            var cost = model.Of(kind);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {kind.Words} | {cost.Blobs * Million:0.00} | {cost.Tables * Million:0.00} | {cost.Bus * Million:0.00} | {cost.Functions * Million:0.00} | {cost.Total * Million:0.00} | {volumes.PerMonth.GetValueOrDefault(kind.Kind):N0} |\n"
            );
        }

        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"""

            A place of {volumes.People:N0} people comes to £{model.OfPlace(
                counts
            ):0.00} a month for all of these. Beside it, for the whole system: £{prices.Pounds(
                "bus-unit"
            ):0.00} a month for each unit of the
            premium Service Bus, which charges no operations. The snapshots of a million GP bundles of {volumes.SnapshotBytes:N0} bytes cost £{model.KeepingAMillionSnapshots:0.00} for each month that they are
            kept; moved to the cool tier, they would have paid for the move after {model.MonthsUntilCoolPays:0} months.

            Prices of {prices.Date:yyyy-MM-dd}, £{prices.PoundsPerDollar:0.00} a dollar; an instance of {volumes.MemoryGb} GB is taken to be busy for {volumes.SecondsPerExecution} s with each execution.

            """
        );
        return text.Append(summary.ReplaceLineEndings("\n")).ToString();
    }
}
