using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using IntegrationHub.Errors;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>Alerts look for what the code says and what the directory makes, and the operating guide says what to do at each.</summary>
public sealed partial class AlertTests
{
    private static readonly BicepFile Template = InfraFiles.Template("modules/alerts.bicep");
    private static readonly JsonElement Table = InfraFiles.Json("alerts.json");
    private static readonly string Guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operate.md"));

    private static IEnumerable<JsonElement> Logs => Table.GetProperty("logs").EnumerateArray();

    private static IEnumerable<JsonElement> Metrics => Table.GetProperty("metrics").EnumerateArray();

    private static IEnumerable<string> Names =>
        Logs.Concat(Metrics)
            .Concat(Table.GetProperty("events").EnumerateArray())
            .Append(Table.GetProperty("budget"))
            .Select(row => row.GetProperty("name").GetString()!);

    [Theory]
    [InlineData("log", "for row in alerts.logs: {")]
    [InlineData("metric", "for row in alerts.metrics: {")]
    [InlineData("event", "for row in alerts.events: {")]
    public void Each_row_of_the_table_makes_an_alert(string resource, string loop) =>
        Assert.Equal(loop, Template.Block("resource", resource).Lines[1].Trim());

    [Fact]
    public void What_the_issue_of_an_operator_cannot_do_without_is_there() =>
        Assert.Empty(new[] { "dead-letters", "outbox-lag", "clock-breaches", "failed-deliveries", "key-age", "cost-budget" }.Except(Names));

    [Fact]
    public void Names_are_unique() => Assert.Equal(Names.Distinct(StringComparer.Ordinal), Names);

    [Fact]
    public void A_log_alert_looks_for_words_that_the_code_says_at_a_level_that_leaves_the_app()
    {
        var messages = LogMessages().ToLookup(message => message.Event);
        foreach (var row in Logs)
        {
            // A code in the phrase stands where the message has a place for one.
            var words = Code.Replace(row.GetProperty("phrase").GetString()!, "{Code}");
            var said = messages[row.GetProperty("event").GetInt32()];

            Assert.True(
                said.Any(message => message.Text.Contains(words, StringComparison.Ordinal) && message.Level is "Warning" or "Error"),
                $"No log message {row.GetProperty("event")} says '{words}'."
            );
        }

        var logging = InfraFiles.Read("host.json").GetProperty("logging");
        Assert.Equal("Warning", logging.GetProperty("logLevel").GetProperty("default").GetString());
        // Sampled away under load, a message would alert nobody.
        Assert.Contains(
            "Trace",
            logging.GetProperty("applicationInsights").GetProperty("samplingSettings").GetProperty("excludedTypes").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_the_code_says_once_fires_one_alert()
    {
        var codes = ErrorCatalogue.All.Select(kind => kind.Code).ToList();
        // Each message with each code in it, as far as the alerts could tell them apart.
        var lines = LogMessages()
            .SelectMany(message => codes.Select(code => message.Text.Replace("{Code}", code, StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal);

        Assert.All(lines, line => Assert.InRange(Logs.Count(row => Fires(row, line)), 0, 1));
        Assert.Equal("failed-deliveries", Fired("Work is set aside with INT620"));
        Assert.Equal("set-aside", Fired("Work is set aside with INT219"));
        Assert.Contains(
            "where Message has \"${row.phrase}\"${contains(row, 'unless') ? ' and Message !has \"${row.?unless}\"' : ''}",
            Template.Text,
            StringComparison.Ordinal
        );
    }

    private static string? Fired(string line) => Assert.Single(Logs, row => Fires(row, line)).GetProperty("name").GetString();

    private static bool Fires(JsonElement row, string line) =>
        line.Contains(row.GetProperty("phrase").GetString()!, StringComparison.Ordinal)
        && !(row.TryGetProperty("unless", out var unless) && line.Contains(unless.GetString()!, StringComparison.Ordinal));

    [Fact]
    public void A_log_message_has_its_number_for_itself()
    {
        var messages = LogMessages().ToList();

        Assert.NotEmpty(messages);
        Assert.Empty(messages.GroupBy(message => message.Event).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void A_metric_alert_names_queues_that_are_made()
    {
        var queues = InfraFiles.Read("directory/messaging.json").GetProperty("queues").EnumerateArray();
        var known = queues.Select(queue => queue.GetProperty("name").GetString()).Append("*").ToList();
        var named = Metrics
            .Where(row => row.TryGetProperty("entities", out _))
            .SelectMany(row => row.GetProperty("entities").EnumerateArray())
            .Select(name => name.GetString());

        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void The_guide_says_what_to_do_at_each_alert_and_names_no_other()
    {
        var described = Described.Matches(Guide).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

        Assert.Equal(Names.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_of_the_ten_likeliest_failures_has_an_alert_that_is_made()
    {
        var rows = Guide
            .Split("## Alerts, and what to do")[1]
            .Split("####")[0]
            .Split('\n')
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length == 5 && int.TryParse(cells[1], CultureInfo.InvariantCulture, out _))
            .ToList();

        Assert.Equal(Enumerable.Range(1, 10), rows.Select(cells => int.Parse(cells[1], CultureInfo.InvariantCulture)));
        Assert.All(
            rows,
            cells =>
            {
                var named = cells[3].Split('`').Where((_, part) => part % 2 == 1).ToList();
                Assert.NotEmpty(named);
                Assert.Empty(named.Except(Names));
            }
        );
    }

    [Fact]
    public void The_budget_is_set_by_a_parameter() =>
        Assert.Equal("monthlyBudget", Template.Block("resource", "budget").Value("properties.amount"));

    private static IEnumerable<(int Event, string Level, string Text)> LogMessages() =>
        new[] { "functions", "shared" }
            .SelectMany(folder =>
                System.IO.Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories)
            )
            .SelectMany(path => LogMessage.Matches(File.ReadAllText(path)))
            .Select(match =>
                (
                    int.Parse(match.Groups["event"].Value, CultureInfo.InvariantCulture),
                    match.Groups["level"].Value,
                    match.Groups["text"].Value
                )
            );

    [GeneratedRegex(
        @"\[LoggerMessage\(\s*EventId = (?<event>\d+),\s*Level = LogLevel\.(?<level>\w+),\s*Message =\s*""(?<text>[^""]*)""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex LogMessage { get; }

    [GeneratedRegex("INT[0-9]{3}", RegexOptions.CultureInvariant)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"(?m)^#### Alert `(?<name>[a-z-]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Described { get; }
}
