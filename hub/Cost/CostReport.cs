using System.Globalization;
using System.Text;

namespace IntegrationHub.Cli.Cost;

/// <summary>The tables of docs/cost.md, which `hub cost` prints too.</summary>
internal sealed class CostReport(CountList counts, PriceList prices, Volumes volumes)
{
    private const decimal Million = 1_000_000;

    private readonly CostModel model = new(counts, prices, volumes);
    private readonly StringBuilder text = new();

    public static string Render(CountList counts, PriceList prices, Volumes volumes) => new CostReport(counts, prices, volumes).Render();

    private string Render()
    {
        Calls();
        Pounds();
        Sums();
        Prices();
        return text.ToString();
    }

    private void Calls()
    {
        text.Append("| one of these | blob writes and listings | blob reads | table calls | Service Bus operations | executions |\n");
        text.Append("|---|---:|---:|---:|---:|---:|\n");
        foreach (var kind in counts.Kinds.Append(counts.IdleHour))
            Line($"| {kind.Words} | {kind.BlobWrites} | {kind.BlobReads} | {kind.TableCalls} | {kind.BusOperations} | {kind.Executions} |");
    }

    private void Pounds()
    {
        text.Append(
            "\n| a million of these, in £ | blobs | tables | Service Bus (standard) | Functions | together | a month in a place |\n"
        );
        text.Append("|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (var kind in counts.Kinds)
        {
            var cost = model.Of(kind);
            Line(
                $"| {kind.Words} | {cost.Blobs * Million:0.00} | {cost.Tables * Million:0.00} | {cost.Bus * Million:0.00} | {cost.Functions * Million:0.00} | {cost.Total * Million:0.00} | {volumes.PerMonth.GetValueOrDefault(kind.Kind):N0} |"
            );
        }
    }

    private void Sums()
    {
        Line(
            $"\nA place of {volumes.People:N0} people comes to £{model.OfPlace:0.00} a month for all of these. Beside it, for the whole system:"
        );
        Line($"£{prices.Pounds("bus-unit"):0.00} a month for each unit of the premium Service Bus, which charges no operations;");
        Line($"£{model.OfReadiness:0.00} for {volumes.ReadyInstances} instances that are kept ready;");
        Line($"£{model.OfIdleMonth:0.00} for the timers, which run whether anything is to be done or not.");
        Line(
            $"\nThe snapshots of a million GP bundles of {volumes.SnapshotBytes:N0} bytes cost £{model.KeepingAMillionSnapshots:0.00} for each month that they are kept;"
        );
        Line($"moved to the cool tier, they would have paid for the move after {model.MonthsUntilCoolPays:0} months.");
        Line(
            $"\nAn instance of {volumes.MemoryGb} GB is charged for {volumes.LeastSeconds} s at least each time that it works; those who come meanwhile share it."
        );
        Line(
            $"At this place's volumes, spread evenly over {volumes.RequestInstances} instances, that makes {model.SecondsPerExecution:0.00} s an execution: less where more comes at once."
        );
    }

    private void Prices()
    {
        Line(
            $"\nPrices: {prices.Region}. Written down on {prices.Date:yyyy-MM-dd}; £{prices.PoundsPerDollar:0.00} a dollar is {prices.PoundsSource}."
        );
        text.Append("\n| price | $ | for | meter | hand | as of |\n|---|---:|---:|---|---|---|\n");
        foreach (var price in prices.Prices)
        {
            var source = prices.Sources.Single(source => source.Name == price.Source);
            Line(
                $"| {price.Name} | {price.Dollars} | {price.Per:N0} | {price.Meter} | {Words(source.Hand)} | {source.Published:yyyy-MM-dd} |"
            );
        }

        text.Append('\n');
        foreach (var source in prices.Sources)
            Line($"- {source.Name}: {source.Publisher}; {InFull(source.Hand)}: {source.Where}.");
        if (prices.Sources.All(source => source.Hand is not PriceHand.First))
            Line($"\nNone of these is first-hand: ask the publisher before you rely on them.");
    }

    private static string Words(PriceHand hand) =>
        hand switch
        {
            PriceHand.First => "first",
            PriceHand.Kept => "kept",
            PriceHand.Told => "told",
            _ => throw new InvalidOperationException("A hand of no known kind."),
        };

    private static string InFull(PriceHand hand) =>
        hand switch
        {
            PriceHand.First => "first-hand, read there",
            PriceHand.Kept => "second-hand, its own answer word by word as others kept it",
            PriceHand.Told => "second-hand, as others tell it",
            _ => throw new InvalidOperationException("A hand of no known kind."),
        };

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
