using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Terminal;
using IntegrationHub.Cli.Token;
using IntegrationHub.Cli.Up;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Cli.Demonstration.Week;

/// <summary>Plays an ordinary week into a hub in so many seconds, over HTTP as its senders would, while people watch the boards.</summary>
internal static class WeekPlay
{
    public const int UsualSeconds = 120;
    public const int ShortestSeconds = 5;
    public const int LongestSeconds = 86_400;

    private const int DaysAWeek = 7;

    /// <summary>A line is printed when so much of the told week has passed.</summary>
    private static readonly TimeSpan LineEvery = TimeSpan.FromHours(6);

    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Makes a week that ends when the play does, and plays it.</summary>
    /// <exception cref="CommandFailure">The hub did not take a message of the week.</exception>
    public static Task RunAsync(DataFolder data, Uri hub, int seconds, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var end = time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        // Another week in the same folder is about other people.
        var plan = WeekPlan.Make((int)(end.ToUnixTimeSeconds() / seconds), end, NamingOf(data));
        return PlayAsync(plan, data, hub, TimeSpan.FromSeconds(seconds), output, time, cancellation);
    }

    /// <summary>As a council learns it from the hub's messages; the demonstration, on the hub's own machine, works it out.</summary>
    internal static CaseNaming NamingOf(DataFolder data)
    {
        var pseudonyms = Pseudonyms.From(new PseudonymOptions { PseudonymKeyFile = PseudonymKey.Ensure(data) });
        return (nhsNumber, trust, encounterId) =>
            NhsNumber.TryParse(nhsNumber, out var number)
                ? $"{pseudonyms.OfPerson(number)}.{ResourceKey.Of(OdsCode.Parse(trust), "Encounter", encounterId)}"
                : throw new InvalidOperationException("A synthetic NHS number that is none.");
    }

    /// <param name="within">How long the play takes; zero for no waiting.</param>
    internal static async Task PlayAsync(
        WeekPlan plan,
        DataFolder data,
        Uri hub,
        TimeSpan within,
        TextWriter output,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var tokens = LocalTokens.Open(data, time);
        using var sender = new MessageSender(hub, time);
        var summary = new SendSummary();
        var began = time.GetTimestamp();
        var nextLine = TimeSpan.Zero;
        await output.WriteLineAsync($"Playing an ordinary week in {(int)within.TotalSeconds} seconds: {plan.Steps.Count} messages.");
        for (var sent = 0; sent < plan.Steps.Count; sent++)
        {
            var step = plan.Steps[sent];
            if (step.Hour >= nextLine)
            {
                await output.WriteLineAsync(LineOf(step, sent, plan.Steps.Count));
                await output.FlushAsync(cancellation);
                nextLine = (Math.Floor(step.Hour / LineEvery) + 1) * LineEvery;
            }

            var wait = within * (step.Hour / plan.Length) - time.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellation);
            // Asked for each time: a token may be shorter than a long play.
            var token = tokens.Issue(TokenRequest.Of(step.Message.Organisation, step.Message.Role));
            summary.Add(step.Message.Message.Name, await sender.SendAsync(step.Message.Message, token, cancellation));
        }

        await output.WriteLineAsync($"The week is over: {summary.Accepted} of {summary.Total} messages taken.");
        if (summary.Accepted == summary.Total)
            return;
        SummaryTable.Print(summary, output);
        throw new CommandFailure("The hub did not take all of the week.");
    }

    private static string LineOf(WeekStep step, int sent, int all) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeZoneInfo.ConvertTime(step.At, England):dddd d MMMM HH:mm}, day {Math.Min(step.Hour.Days + 1, DaysAWeek)} of {DaysAWeek}: {sent} of {all} messages"
        );
}
