using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationHub.Cli.Cost;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Cost;

public sealed partial class CostTests
{
    private const string Begin = "<!-- hub cost -->\n";
    private const string End = "<!-- /hub cost -->\n";

    private static readonly PriceList Prices = new(
        new DateOnly(2026, 3, 2),
        "test",
        0.5m,
        "test",
        [],
        [
            OfOne("blob-write", 2, 10),
            OfOne("blob-read", 1, 10),
            OfOne("table-call", 4, 100),
            OfOne("bus-operation", 6, 100),
            OfOne("execution", 2, 100),
            OfOne("gb-second", 0.5m, 1),
            OfOne("timer-gb-second", 1, 1),
            OfOne("ready-gb-second", 0.01m, 1),
            OfOne("blob-gb-month", 0.4m, 1),
            OfOne("cool-write", 4, 1_000_000),
            OfOne("cool-gb-month", 0.2m, 1),
        ]
    );

    private static readonly Volumes Place = new(
        People: 1000,
        "test",
        MemoryGb: 2,
        LeastSeconds: 1,
        RequestInstances: 2,
        ReadyInstances: 3,
        SnapshotBytes: 10_000,
        new Dictionary<string, int> { ["one"] = 3 * 365 * 1440, ["unknown"] = 7 }
    );

    private static readonly KindCounts One = new("one", "one", BlobWrites: 1, BlobReads: 2, TableCalls: 3, BusOperations: 4, Executions: 5);

    private static readonly KindCounts Idle = One with { Kind = "idle" };

    private static readonly CostModel Model = new(new CountList([One], Idle), Prices, Place);

    [Fact]
    public void A_kind_costs_its_calls_times_their_prices()
    {
        var cost = Model.Of(One);

        Assert.Equal(0.1m + 2 * 0.05m, cost.Blobs);
        Assert.Equal(3 * 0.02m, cost.Tables);
        Assert.Equal(4 * 0.03m, cost.Bus);
        Assert.Equal(5 * (0.01m + Model.SecondsPerExecution * 2 * 0.25m), cost.Functions);
        Assert.Equal(cost.Blobs + cost.Tables + cost.Bus + cost.Functions, cost.Total);
    }

    [Fact]
    public void An_execution_that_is_alone_pays_for_the_least_time_and_those_that_come_together_share_it()
    {
        // Three executions a second over two instances: one and a half on each, of which one begins a second that is charged for.
        Assert.Equal(0.4m, Model.SecondsPerExecution);
        var quiet = Place with { PerMonth = new Dictionary<string, int>() };
        Assert.Equal(1m, new CostModel(new CountList([One], Idle), Prices, quiet).SecondsPerExecution);
    }

    [Fact]
    public void A_place_pays_for_what_it_has_of_each_kind()
    {
        var model = new CostModel(new CountList([One, One with { Kind = "none of the place's" }], Idle), Prices, Place);

        Assert.Equal(Place.PerMonth["one"] * model.Of(One).Total, model.OfPlace);
    }

    [Fact]
    public void Timers_pay_for_the_least_time_each_and_instances_kept_ready_for_the_whole_month()
    {
        Assert.Equal(730 * (0.2m + 0.06m + 0.12m + 5 * (0.01m + 2 * 0.5m)), Model.OfIdleMonth);
        Assert.Equal(3 * 2 * 2_628_000 * 0.005m, Model.OfReadiness);
    }

    [Fact]
    public void Moving_to_the_cool_tier_pays_when_the_saving_has_made_up_for_the_move()
    {
        // A million of 10,000 bytes are 10 GB: £2 a million moves, and £0.10 saved for each GB a month.
        Assert.Equal(2m, Model.MonthsUntilCoolPays);
        Assert.Equal(10 * 0.2m, Model.KeepingAMillionSnapshots);
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
    public void Every_price_says_who_published_it_when_by_which_name_and_by_what_hand_it_came_here()
    {
        var prices = CostData.Prices;
        Assert.All(prices.Prices, price => Assert.True(price.Meter.Length > 5, price.Name));
        Assert.Equal(
            prices.Sources.Select(source => source.Name).Order(StringComparer.Ordinal),
            prices.Prices.Select(price => price.Source).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(
            prices.Sources,
            source =>
            {
                Assert.True(Enum.IsDefined(source.Hand));
                Assert.True(source.Publisher.Length > 5 && source.Where.Length > 20);
                Assert.True(source.Published <= prices.Date);
            }
        );
    }

    [Fact]
    public void The_report_says_of_each_price_by_what_hand_it_came_and_whether_any_is_the_publishers_own()
    {
        var report = CostReport.Render(CostData.Counts, CostData.Prices, CostData.Volumes);
        Assert.Contains("None of these is first-hand", report, StringComparison.Ordinal);
        Assert.Contains(
            "| blob-write | 0.133 | 10,000 | Hot GZRS Write Operations | kept | 2026-08-15 |",
            report,
            StringComparison.Ordinal
        );

        var read = CostData.Prices with { Sources = [.. CostData.Prices.Sources.Select(source => source with { Hand = PriceHand.First })] };
        var firstHand = CostReport.Render(CostData.Counts, read, CostData.Volumes);
        Assert.DoesNotContain("None of these", firstHand, StringComparison.Ordinal);
        Assert.Contains("| first | 2026-08-15 |", firstHand, StringComparison.Ordinal);
    }

    [Fact]
    public void Instances_kept_ready_are_those_of_production()
    {
        var parameters = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "infra", "prod.bicepparam"));
        var ready = ReadyInstance
            .Matches(parameters)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["count"].Value);

        Assert.Equal($"{CostData.Volumes.RequestInstances}", ready["http"]);
        Assert.Equal(CostData.Volumes.ReadyInstances, ready.Values.Sum(count => int.Parse(count, CultureInfo.InvariantCulture)));
    }

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

    /// <summary>Each endpoint has a group, but that of Azure Monitor has five zones.</summary>
    [Fact]
    public void The_document_counts_the_private_endpoints_that_are_made()
    {
        var network = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "infra", "modules", "network.bicep"));
        var endpoints = Group.Matches(network).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Count();

        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"private endpoints ({endpoints})"),
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cost.md")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_open_board_asks_each_five_seconds() =>
        Assert.Contains(
            "const every = 5000;",
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "functions", "Pages", "Assets", "board.js")),
            StringComparison.Ordinal
        );

    /// <summary>Every figure of what grows with what is counted by a test that is named beside it.</summary>
    [Fact]
    public void Each_row_of_what_grows_with_what_names_a_test_that_exists()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cost.md"));
        var rows = document
            .Split("## What grows with what")[1]
            .Split("\n\n")[1]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(2)
            .ToList();
        var tests = System
            .IO.Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);

        Assert.True(rows.Count > 6);
        Assert.All(
            rows,
            row =>
            {
                var named = NamedTest.Matches(row.Split('|')[4]);
                Assert.NotEmpty(named);
                Assert.All(
                    named,
                    match =>
                        Assert.Contains(
                            tests[match.Groups["class"].Value],
                            source => source.Contains($" {match.Groups["test"].Value}(", StringComparison.Ordinal)
                        )
                );
            }
        );
    }

    [Fact]
    public async Task The_command_prints_it()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await HubCommandLine.RunAsync(["cost"], output, output));
        Assert.Equal(CostReport.Render(CostData.Counts, CostData.Prices, CostData.Volumes), output.ToString());
    }

    private static Price OfOne(string name, decimal dollars, decimal per) => new(name, dollars, per, "test", "test");

    [GeneratedRegex(@"\{ name: '(?<name>[\w:]+)',? instanceCount: (?<count>\d+) \}", RegexOptions.CultureInvariant)]
    private static partial Regex ReadyInstance { get; }

    [GeneratedRegex(@"\{ groupId: '(?<name>\w+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Group { get; }

    [GeneratedRegex(@"`(?<class>[A-Z]\w*Tests)\.(?<test>\w+)`", RegexOptions.CultureInvariant)]
    private static partial Regex NamedTest { get; }
}
