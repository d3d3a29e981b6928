using Microsoft.Azure.Functions.Worker;

namespace TestFunctionApp;

public sealed class TimerFunctions(Journal journal, TimeProvider time)
{
    [Function("EveryMinute")]
    public void EveryMinute([TimerTrigger("0 * * * * *")] TimerInfo timer) => Say("minute", timer);

    [Function("EveryTenSeconds")]
    public void EveryTenSeconds([TimerTrigger("00:00:10")] TimerInfo timer) => Say("ten", timer);

    [Function("BySetting")]
    public void BySetting([TimerTrigger("%Schedule%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => Say("setting", timer);

    [Function("Slow")]
    public async Task Slow([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        Say("slow", timer);
        await journal.Go.Task.WaitAsync(cancellationToken);
    }

    [Function("Failing")]
    public void Failing([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer)
    {
        Say("failing", timer);
        throw new InvalidOperationException("as the test wants");
    }

    [Function("BadCron")]
    public void BadCron([TimerTrigger("0 61 * * * *")] TimerInfo timer) => Say("never", timer);

    private void Say(string what, TimerInfo timer) =>
        journal.Say($"{what} {time.GetUtcNow():HH:mm:ss}{(timer.IsPastDue ? " past due" : "")}");
}
