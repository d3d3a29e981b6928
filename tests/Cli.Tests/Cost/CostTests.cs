using IntegrationHub.Cli.Cost;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Cost;

public sealed class CostTests
{
    private const string Begin = "<!-- hub cost -->\n";
    private const string End = "<!-- /hub cost -->\n";

    private static readonly PriceList Prices = new(
        new DateOnly(2026, 3, 2),
        "test",
        0.5m,
        "test",
        [
            new("blob-write", 2, 10, "test"),
            new("blob-read", 1, 10, "test"),
            new("table-call", 4, 100, "test"),
            new("bus-operation", 6, 100, "test"),
            new("execution", 2, 100, "test"),
            new("gb-second", 0.5m, 1, "test"),
            new("blob-gb-month", 0.4m, 1, "test"),
            new("cool-write", 4, 1_000_000, "test"),
            new("cool-gb-month", 0.2m, 1, "test"),
        ]
    );

    private static readonly Volumes Place = new(
        1000,
        "test",
        2,
        0.1m,
        10_000,
        new Dictionary<string, int> { ["one"] = 3, ["unknown"] = 7 }
    );

    private static readonly KindCounts One = new("one", "one", BlobWrites: 1, BlobReads: 2, TableCalls: 3, BusOperations: 4, Executions: 5);

    [Fact]
    public void A_kind_costs_its_calls_times_their_prices()
    {
        var cost = new CostModel(Prices, Place).Of(One);

        Assert.Equal(0.1m + 2 * 0.05m, cost.Blobs);
        Assert.Equal(3 * 0.02m, cost.Tables);
        Assert.Equal(4 * 0.03m, cost.Bus);
        Assert.Equal(5 * (0.01m + 0.1m * 2 * 0.25m), cost.Functions);
        Assert.Equal(cost.Blobs + cost.Tables + cost.Bus + cost.Functions, cost.Total);
    }

    [Fact]
    public void A_place_pays_for_what_it_has_of_each_kind()
    {
        var model = new CostModel(Prices, Place);

        Assert.Equal(3 * model.Of(One).Total, model.OfPlace(new CountList([One, One with { Kind = "none of the place's" }])));
    }

    [Fact]
    public void Moving_to_the_cool_tier_pays_when_the_saving_has_made_up_for_the_move()
    {
        // A million of 10,000 bytes are 10 GB: £2 a million moves, and £0.10 saved for each GB a month.
        Assert.Equal(2m, new CostModel(Prices, Place).MonthsUntilCoolPays);
        Assert.Equal(10 * 0.2m, new CostModel(Prices, Place).KeepingAMillionSnapshots);
    }

    [Fact]
    public void Every_kind_that_was_counted_has_a_volume_and_every_volume_a_count()
    {
        Assert.NotEmpty(CostData.Counts.Kinds);
        Assert.Equal(
            CostData.Counts.Kinds.Select(kind => kind.Kind).Order(StringComparer.Ordinal),
            CostData.Volumes.PerMonth.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_price_says_where_it_is_from() => Assert.All(CostData.Prices.Prices, price => Assert.True(price.Source.Length > 5));

    /// <summary>Set HUB_WRITE_DOCS=1 to write the part anew.</summary>
    [Fact]
    public void The_document_says_what_the_command_prints()
    {
        var file = Path.Combine(RepositoryRoot.Path, "docs", "cost.md");
        var text = File.ReadAllText(file);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var report = CostReport.Render(CostData.Counts, CostData.Prices, CostData.Volumes);
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text[..begin] + report + text[end..]);
            return;
        }

        Assert.Equal(report, text[begin..end]);
    }

    [Fact]
    public async Task The_command_prints_it()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await HubCommandLine.RunAsync(["cost"], output, output));
        Assert.Equal(CostReport.Render(CostData.Counts, CostData.Prices, CostData.Volumes), output.ToString());
    }
}
