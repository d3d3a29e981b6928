using Azure;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Runs one timer function. One loop waits, runs, and waits again, so the function never overlaps itself; occurrences that pass while it runs
/// become one run right after it.
/// </summary>
internal sealed partial class TimerListener(
    FunctionModel function,
    TimerSchedule schedule,
    TimerStatusStore? store,
    InvocationDispatcher dispatcher,
    TimeProvider time,
    ILogger<TimerListener> logger
) : ITriggerListener, IDisposable
{
    /// <summary>Timers hold at most some 49 days; a schedule may be rarer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public FunctionModel Function => function;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var status = store is null ? null : await store.ReadAsync(cancellationToken);
        var now = Now;
        var missed = status is not null && schedule.Next(status.Last == default ? status.LastUpdated : status.Last) <= now;
        if (status is null && store is not null)
        {
            // Written before the first occurrence, so that one missed by a crash before it is known as missed.
            status = new ScheduleStatus { Next = schedule.Next(now), LastUpdated = now };
            await SaveAsync(status, cancellationToken);
        }
        var runNow = missed || ((TimerTriggerAttribute)function.Attribute).RunOnStartup;
        // No FunctionContext or ambient of whoever starts the host belongs into the runs.
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(() => RunAsync(status, now, runNow, missed), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(ScheduleStatus? status, DateTime started, bool runNow, bool missed)
    {
        var due = started;
        if (!runNow)
            due = schedule.Next(started);
        while (await WaitUntilAsync(due))
        {
            var info = new TimerInfo { IsPastDue = missed, ScheduleStatus = status };
            if (await dispatcher.RunAsync(function, info, bindingData: null) == InvocationOutcome.NotStarted)
                return;
            status = status is null ? null : await NoteAsync(due);
            // What became due during the run is run once, at once: the occurrence after this one may lie in the past.
            var next = schedule.Next(due);
            due = next <= Now ? Now : next;
            missed = false;
        }
    }

    private async Task<bool> WaitUntilAsync(DateTime due)
    {
        try
        {
            for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
            {
                var wait = Task.Delay(left < LongestWait ? left : LongestWait, time, _stopping.Token);
                // A clock that was set forward between the look and the wait would have this wait for what is past: look again.
                if (left - (due - Now) < ClockStep)
                    await wait;
            }

            return !_stopping.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<ScheduleStatus> NoteAsync(DateTime occurrence)
    {
        var status = new ScheduleStatus
        {
            Last = occurrence,
            Next = schedule.Next(occurrence),
            LastUpdated = Now,
        };
        await SaveAsync(status, CancellationToken.None);
        return status;
    }

    // A status that cannot be written costs at most a run made up for twice; the schedule itself goes on.
    private async Task SaveAsync(ScheduleStatus status, CancellationToken cancellationToken)
    {
        try
        {
            await store!.WriteAsync(status, cancellationToken);
        }
        // An aggregate is what the storage client throws when its retries are used up.
        catch (Exception cause) when (cause is RequestFailedException or AggregateException)
        {
            LogNotSaved(logger, function.Name, cause);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The schedule status of timer function {Function} could not be written")]
    private static partial void LogNotSaved(ILogger logger, string function, Exception cause);
}
