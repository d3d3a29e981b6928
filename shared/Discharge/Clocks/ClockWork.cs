using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Messaging;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>Finds a case by its id; null where there is none.</summary>
public delegate Task<DischargeCase?> CaseLookup(string caseId, CancellationToken cancellationToken);

/// <summary>
/// Looks at the cases whose moment has come, and tells of what their clocks did since: all steps, in order, however long the hub was
/// away. First the messages, then the row: a crash in between tells again under the same ids, and broker and consumers drop the second.
/// </summary>
public sealed partial class ClockWork(
    ClockSchedule schedule,
    CaseLookup findCase,
    HubDirectory directory,
    WorkingCalendar calendar,
    MessageSender sender,
    TimeProvider time,
    ILogger<ClockWork> logger
)
{
    /// <summary>Whoever has just changed a case may not have stored it yet, and nothing here is a matter of seconds.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>How long one run works; the next goes on where it ended.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(4);

    /// <summary>When a case that cannot be found is looked for again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    /// <returns>How many steps were told of.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var told = 0;
        await foreach (var due in schedule.DueAsync(now, cancellationToken))
        {
            try
            {
                told += await DoAsync(due, now, cancellationToken);
            }
            catch (Exception fault) when (ParkedWork.IsItsOwn(fault))
            {
                // It stays due, and each run says so; the other cases do not wait for it.
                LogFailed(due.CaseId, fault.GetType().Name);
            }

            if (time.GetUtcNow() - now > Slice)
                break;
        }

        return told;
    }

    private async Task<int> DoAsync(DueCase due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Before the case: whoever changes the case from here on changes this row too, and then nothing is written below.
        var row = await schedule.ReadAsync(due.CaseId, cancellationToken);
        if (row.SetAt > now - Grace)
            return 0;
        if (await findCase(due.CaseId, cancellationToken) is not { } found)
        {
            LogUnknown(due.CaseId);
            await schedule.PostponeAsync(row, due, now + LookAgain, cancellationToken);
            return 0;
        }

        var clocks = CaseClocks.RulesFor(found, directory) is { } rules ? CaseClocks.Of(found, rules, calendar) : [];
        var steps = DueStep
            .Of(found.Id, clocks)
            .Where(step => step.Moment.At <= now && !row.Done.Contains(step.Id, StringComparer.Ordinal))
            .ToList();
        foreach (var message in steps.SelectMany(step => ClockAlerts.Of(found, step, directory)))
            await sender.SendAsync(message, cancellationToken);
        if (!await schedule.MoveAsync(row, due, clocks, steps, cancellationToken))
            return 0;
        foreach (var step in steps.Where(step => step.Moment.Step is ClockStep.Escalate))
            LogPassed(found.Id, step.Clock.Kind);
        return steps.Count;
    }

    [LoggerMessage(EventId = 720, Level = LogLevel.Error, Message = "The clocks of case {Case} cannot be worked ({Fault}).")]
    private partial void LogFailed(string @case, string fault);

    [LoggerMessage(EventId = 721, Level = LogLevel.Warning, Message = "Case {Case} is on a clock but cannot be found.")]
    private partial void LogUnknown(string @case);

    [LoggerMessage(EventId = 722, Level = LogLevel.Warning, Message = "Clock {Clock} of case {Case} has passed its time.")]
    private partial void LogPassed(string @case, ClockKind clock);
}
