using Spectre.Console;

namespace IntegrationHub.Cli.Terminal;

/// <summary>Shows how far some work has come: a bar on a terminal, a line a tenth where the output goes to a file or a pipe.</summary>
internal static class CountedWork
{
    /// <param name="title">What is being done, such as "Sending".</param>
    /// <param name="total">How many steps there are.</param>
    /// <param name="output">Where the lines go when there is no terminal.</param>
    /// <param name="work">Does it, and calls its argument once a step; from any thread.</param>
    public static Task ShowAsync(string title, int total, TextWriter output, Func<Action, Task> work) =>
        Console.IsOutputRedirected || output != Console.Out ? AsLinesAsync(title, total, output, work) : AsBarAsync(title, total, work);

    private static async Task AsLinesAsync(string title, int total, TextWriter output, Func<Action, Task> work)
    {
        var gate = new Lock();
        var done = 0;
        var tenth = 0;
        await work(() =>
        {
            lock (gate)
            {
                done++;
                if (done * 10 / total <= tenth)
                    return;
                tenth = done * 10 / total;
                output.WriteLine($"{title}: {done} of {total}");
            }
        });
    }

    private static Task AsBarAsync(string title, int total, Func<Action, Task> work) =>
        AnsiConsole
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: total);
                await work(() => task.Increment(1));
            });
}
