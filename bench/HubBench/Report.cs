using System.Globalization;
using System.Runtime.InteropServices;

namespace IntegrationHub.Bench;

/// <summary>Prints the figures as Markdown, as they come.</summary>
internal sealed class Report(TextWriter output)
{
    private bool failed;

    /// <summary>1 where any message was refused: the figures are then of something else.</summary>
    public int ExitCode => failed ? 1 : 0;

    public void Machine()
    {
        Line(
            $"{Environment.ProcessorCount} cores shared by hub and sender, {RuntimeInformation.FrameworkDescription}, embedded storage, durable."
        );
#if DEBUG
        Line($"This is a Debug build, whose figures mislead: run it with -c Release.");
#endif
        Line($"");
    }

    public void StartUp(StartUp startUp)
    {
        Line(
            $"Start of the hub's process to its first answered request: {startUp.Median.TotalSeconds:0.00} s (median), {startUp.NewFolder.TotalSeconds:0.00} s on a new data folder."
        );
        Line($"");
    }

    public void Messages(MessageSet messages, StorageProfile profile)
    {
        Line($"");
        Line($"A {messages.Name} costs {profile.Calls:0.0#} storage calls: {profile}; {profile.Entities:0.#} entities.");
        Line($"");
        Line($"| message | senders | hub, messages/s | median | p99 | bare storage, messages/s | ratio | of all rounds |");
        Line($"|---|---:|---:|---:|---:|---:|---:|---:|");
    }

    public void Row(MessageSet messages, int concurrency, IReadOnlyList<(Timings Hub, Timings Bare)> rounds)
    {
        var ratios = rounds.Select(round => round.Hub.Rate / round.Bare.Rate).Order().ToList();
        var (hub, bare) = rounds.OrderBy(round => round.Hub.Rate / round.Bare.Rate).ElementAt(rounds.Count / 2);
        Line(
            $"| {messages.Name} | {concurrency} | {hub.Rate:0.0} | {hub.Median.TotalMilliseconds:0.0} ms | {hub.P99.TotalMilliseconds:0.0} ms | {bare.Rate:0.0} | {hub.Rate / bare.Rate:0.00} | {ratios[0]:0.00} to {ratios[^1]:0.00} |"
        );
        var refused = rounds.Sum(round => round.Hub.Refused);
        if (refused == 0)
            return;
        failed = true;
        Line($"({refused} of them were refused: these figures do not count)");
    }

    /// <summary>Rates beside each other, the first being what the others are held against.</summary>
    public async Task BulkAsync(IAsyncEnumerable<BulkRate> rates)
    {
        Line($"| way | resources (rebuild: messages) | seconds | a second | ratio to HTTP |");
        Line($"|---|---:|---:|---:|---:|");
        BulkRate? http = null;
        await foreach (var rate in rates)
        {
            http ??= rate;
            Line(
                $"| {rate.What} | {rate.Count:N0} | {rate.Took.TotalSeconds:0.0} | {rate.PerSecond:N0} | {rate.PerSecond / http.PerSecond:0.00} |"
            );
        }
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
