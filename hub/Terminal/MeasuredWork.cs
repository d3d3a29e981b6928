using Spectre.Console;

namespace IntegrationHub.Cli.Terminal;

/// <summary>As <see cref="CountedWork"/>, for work that says how far it is rather than that it took a step.</summary>
internal static class MeasuredWork
{
    /// <param name="title">What is being done, such as "Importing".</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="output">Where the lines go when there is no terminal.</param>
    /// <param name="work">Does it, and calls its argument with how much is done; from any thread.</param>
    public static Task ShowAsync(string title, long total, TextWriter output, Func<Action<long>, Task> work) =>
        Console.IsOutputRedirected || output != Console.Out ? AsLinesAsync(title, total, output, work) : AsBarAsync(title, total, work);

    private static async Task AsLinesAsync(string title, long total, TextWriter output, Func<Action<long>, Task> work)
    {
        var gate = new Lock();
        var tenth = 0L;
        await work(done =>
        {
            lock (gate)
            {
                var now = total == 0 ? 10 : done * 10 / total;
                if (now <= tenth)
                    return;
                tenth = now;
                output.WriteLine($"{title}: {tenth * 10} %");
            }
        });
    }

    private static Task AsBarAsync(string title, long total, Func<Action<long>, Task> work) =>
        AnsiConsole
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
                await work(done => task.Value = total == 0 ? 1 : done);
                task.Value = task.MaxValue;
            });
}
