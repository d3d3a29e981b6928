using IntegrationHub.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace WorkerTests.Timer;

public sealed class TimerTriggerTests
{
    private readonly TestClock _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));

    [Fact]
    public async Task A_cron_timer_runs_at_each_occurrence_in_utc()
    {
        await using var app = await StartAsync("EveryMinute");
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.True(app.Journal.IsQuiet);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("minute 12:01:00", await app.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("minute 12:02:00", await app.NextAsync());
    }

    [Fact]
    public async Task A_time_span_is_an_interval()
    {
        await using var app = await StartAsync("EveryTenSeconds");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("ten 12:00:40", await app.NextAsync());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("ten 12:00:50", await app.NextAsync());
    }

    [Fact]
    public async Task A_schedule_may_be_a_setting_and_run_at_startup()
    {
        await using var app = await StartAsync("BySetting", new() { ["Schedule"] = "0 0 13 * * *" });
        Assert.Equal("setting 12:00:30", await app.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(59.5));
        Assert.Equal("setting 13:00:00", await app.NextAsync());
    }

    [Fact]
    public async Task A_timer_never_overlaps_itself_and_makes_up_for_what_it_slept_through_once()
    {
        await using var app = await StartAsync("Slow");
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("slow 12:01:00", await app.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(app.Journal.IsQuiet);
        app.Journal.Go.SetResult();
        Assert.Equal("slow 12:06:00", await app.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("slow 12:07:00", await app.NextAsync());
        Assert.True(app.Journal.IsQuiet);
    }

    [Fact]
    public async Task A_failed_run_does_not_end_the_schedule()
    {
        await using var app = await StartAsync("Failing");
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("failing 12:01:00", await app.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("failing 12:02:00", await app.NextAsync());
    }

    [Theory]
    [InlineData("BadCron", "its schedule '0 61 * * * *' is no NCRONTAB expression")]
    [InlineData("BySetting", "the setting Schedule is missing")]
    public async Task A_schedule_that_cannot_be_read_stops_the_start(string function, string reason)
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => StartAsync(function));
        Assert.StartsWith($"Function '{function}' cannot run: {reason}", refused.Message, StringComparison.Ordinal);
    }

    private Task<RunningApp> StartAsync(string function, Dictionary<string, string?>? settings = null) =>
        RunningApp.StartAsync([function], settings ?? [], services => services.AddSingleton<TimeProvider>(_time));
}
