using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Terminal;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class SendSummaryTests
{
    [Fact]
    public void Answers_are_counted_by_status_and_code_with_an_example_each()
    {
        var summary = new SendSummary();
        summary.Add("a.json", new Answer(200, []));
        summary.Add("b.json", new Answer(422, ["INT200"]));
        summary.Add("c.json", new Answer(200, []));
        summary.Add("d.json", new Answer(422, ["INT202"]));

        Assert.Equal([new(200, "", 2, "a.json"), new(422, "INT200", 1, "b.json"), new(422, "INT202", 1, "d.json")], summary.Rows);
        Assert.Equal((4, 2, 0), (summary.Total, summary.Accepted, summary.HubFailures));
    }

    [Fact]
    public void A_refusal_is_no_failure()
    {
        var summary = new SendSummary();
        summary.Add("a.json", new Answer(400, ["INT100"]));

        Assert.Equal(0, summary.ExitCode);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public void A_failure_of_the_hub_fails_the_command(int status)
    {
        var summary = new SendSummary();
        summary.Add("a.json", new Answer(201, []));
        summary.Add("b.json", new Answer(status, []));

        Assert.Equal(1, summary.ExitCode);
        Assert.Equal(status, summary.Rows[^1].Status);
    }

    [Fact]
    public void The_printed_summary_ends_with_the_totals()
    {
        var summary = new SendSummary();
        summary.Add("a.json", new Answer(201, []));
        summary.Add("b.json", new Answer(422, ["INT200"]));
        summary.Add("c.json", Answer.None);
        using var output = new StringWriter();

        SummaryTable.Print(summary, output);

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("no answer", lines[2], StringComparison.Ordinal);
        Assert.Equal("3 sent, 1 accepted, 1 refused, 1 failed", lines[3]);
    }
}
