using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Support;

public sealed class TestClockTests
{
    private const int Steps = 20_000;

    [Fact]
    public async Task What_is_due_has_been_called_when_the_clock_has_moved_however_many_make_timers_meanwhile()
    {
        var clock = new TestClock();
        using var over = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var others = Task.Run(
            () =>
            {
                while (!over.IsCancellationRequested)
                {
                    clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan).Dispose();
                    begun.TrySetResult();
                }
            },
            TestContext.Current.CancellationToken
        );
        await begun.Task;
        var late = 0;
        for (var step = 0; step < Steps; step++)
        {
            var called = false;
            using var timer = clock.CreateTimer(_ => called = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            clock.Advance(TimeSpan.FromSeconds(1));
            late += called ? 0 : 1;
        }

        await over.CancelAsync();
        await others;
        Assert.Equal(0, late);
    }
}
