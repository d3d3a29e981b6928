using IntegrationHub.Discharge.Cases;
using IntegrationHub.Errors;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Discharge.Clocks;

/// <summary>Every fault at every storage call of the clocks' work: all is told once in the end, in order, and nothing waits that is done.</summary>
public sealed class ClockFaultTests
{
    private static readonly DateTimeOffset Start = SomeCase.Monday;

    private static readonly string[] Both = ["clock-warning acknowledge 2026-11-16 09:30", "escalated acknowledge 2026-11-16 11:00"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_is_broken_anywhere_is_made_up_for_by_the_next()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var calls = await CountAsync(clocked, () => SetNewAsync(clocked), _ => clocked.RunAsync());
        Assert.InRange(calls, 18, 24);
        for (var at = 0; at < calls; at++)
        {
            foreach (var fault in Enum.GetValues<Fault>())
            {
                var some = await SetNewAsync(clocked);
                await BreakAsync(clocked, at, fault, clocked.RunAsync);

                await clocked.RunAsync();

                Assert.Equal(Both, await clocked.ToldAsync(some));
                Assert.Empty(await WaitingAsync(clocked));
            }
        }
    }

    [Fact]
    public async Task A_case_whose_clocks_could_not_be_set_has_them_when_it_is_set_again()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var calls = await CountAsync(clocked, () => SetNewAsync(clocked), some => clocked.SetAsync(Acknowledged(some)));
        Assert.InRange(calls, 2, 4);
        for (var at = 0; at < calls; at++)
        {
            foreach (var fault in Enum.GetValues<Fault>())
            {
                var some = await SetNewAsync(clocked);
                await BreakAsync(clocked, at, fault, () => clocked.SetAsync(Acknowledged(some)));
                Assert.InRange((await WaitingAsync(clocked)).Count, 0, 1);

                await clocked.SetAsync(Acknowledged(some));

                Assert.Empty(await WaitingAsync(clocked));
                Assert.Equal(0, await clocked.RunAtAsync(clocked.Time.GetUtcNow().AddMinutes(2)));
                Assert.Empty(await clocked.ToldAsync(some));
            }
        }
    }

    [Fact]
    public async Task Many_at_once_leave_a_case_one_moment_and_tell_each_step_once()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var cases = new List<DischargeCase>();
        for (var n = 0; n < 10; n++)
            cases.Add(await SetNewAsync(clocked));

        var all = cases.SelectMany(some => Enumerable.Repeat(some, 4)).Select(some => clocked.SetAsync(some));
        await Task.WhenAll(all.Concat(Enumerable.Range(0, 4).Select(_ => (Task)clocked.RunAsync())));
        clocked.Time.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clocked.RunAsync()));
        await clocked.RunAsync();

        foreach (var some in cases)
            Assert.Equal(Both, await clocked.ToldAsync(some));
        Assert.Empty(await WaitingAsync(clocked));
    }

    /// <summary>A case whose alert was raised on Monday morning; hours later its clock has done all it can.</summary>
    private static async Task<DischargeCase> SetNewAsync(ClockedHub clocked)
    {
        var some = SomeCase.New();
        some = some with { Alerts = [some.Ready(Start)] };
        await clocked.SetAsync(some);
        clocked.Time.Advance(TimeSpan.FromHours(3));
        return some;
    }

    private static DischargeCase Acknowledged(DischargeCase some) =>
        some with
        {
            Alerts = [.. some.Alerts.Select(alert => alert with { AcknowledgedAt = Start.AddMinutes(1) })],
        };

    private static async Task<int> CountAsync(ClockedHub clocked, Func<Task<DischargeCase>> prepare, Func<DischargeCase, Task> act)
    {
        var some = await prepare();
        clocked.Hub.Storage.Forget();
        await act(some);
        return clocked.Hub.Storage.Calls.Count;
    }

    private static async Task BreakAsync(ClockedHub clocked, int at, Fault fault, Func<Task> act)
    {
        var struck = clocked.Hub.Storage.Arm(at, fault);
        try
        {
            await act();
        }
        catch (Exception broken) when (Outage.Is(broken))
        {
            // As whoever called it sees it: it is called again.
        }

        Assert.True(struck.IsCompleted);
        if (fault is Fault.DiesBefore or Fault.DiesAfter)
            await clocked.Hub.RestartAsync(Cancellation);
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(ClockedHub clocked)
    {
        var rows = new List<string>();
        await foreach (var due in clocked.Schedule.DueAsync(clocked.Time.GetUtcNow().AddYears(1), Cancellation))
            rows.Add(due.Key);
        return rows;
    }
}
