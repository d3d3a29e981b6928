using System.Globalization;
using IntegrationHub.Cli.Send;
using Spectre.Console;

namespace IntegrationHub.Cli.Terminal;

/// <summary>Prints what became of the messages sent: one row a status and code.</summary>
internal static class SummaryTable
{
    public static void Print(SendSummary summary, TextWriter output)
    {
        if (output == Console.Out && !Console.IsOutputRedirected)
            AnsiConsole.Write(AsTable(summary));
        else
            foreach (var row in summary.Rows)
                output.WriteLine($"{Status(row), -10} {Codes(row), -24} {row.Count, 7}  {row.Example}");
        output.WriteLine(
            $"{summary.Total} sent, {summary.Accepted} accepted, {summary.Total - summary.Accepted - summary.HubFailures} refused, {summary.HubFailures} failed"
        );
    }

    private static Table AsTable(SendSummary summary)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Status", "Code", "Messages", "For example");
        table.Columns[2].RightAligned();
        foreach (var row in summary.Rows)
        {
            var count = row.Count.ToString(CultureInfo.InvariantCulture);
            table.AddRow(Status(row), Markup.Escape(Codes(row)), count, Markup.Escape(row.Example));
        }

        return table;
    }

    private static string Status(SendSummary.Row row) => row.Status == 0 ? "no answer" : row.Status.ToString(CultureInfo.InvariantCulture);

    private static string Codes(SendSummary.Row row) => row.Codes.Length == 0 ? "-" : row.Codes;
}
