using Azure.Core.Pipeline;
using IntegrationHub.Testing;
using Microsoft.Extensions.DependencyInjection;
using Onebox.Storage;

namespace WorkerTests.Timer;

public sealed class TimerMonitorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EmbeddedStorage _storage;
    private readonly TestClock _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));

    public TimerMonitorTests()
    {
        _storage = EmbeddedStorage.Open(_folder.Path);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_occurrence_that_was_missed_is_made_up_for_once_at_start()
    {
        await using (var app = await StartAsync("EveryMinute"))
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal("minute 12:01:00", await app.NextAsync());
        }
        _time.Advance(TimeSpan.FromMinutes(10));
        await using var again = await StartAsync("EveryMinute");
        Assert.Equal("minute 12:11:00 past due", await again.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("minute 12:12:00", await again.NextAsync());
        Assert.True(again.Journal.IsQuiet);
    }

    [Fact]
    public async Task A_first_occurrence_missed_by_a_stop_before_it_is_known_as_missed()
    {
        await using (await StartAsync("EveryMinute")) { }
        _time.Advance(TimeSpan.FromMinutes(1));
        await using var again = await StartAsync("EveryMinute");
        Assert.Equal("minute 12:01:30 past due", await again.NextAsync());
    }

    [Fact]
    public async Task A_start_before_the_next_occurrence_makes_up_for_nothing()
    {
        await using (await StartAsync("EveryMinute")) { }
        _time.Advance(TimeSpan.FromSeconds(29));
        await using var again = await StartAsync("EveryMinute");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("minute 12:01:00", await again.NextAsync());
    }

    [Fact]
    public async Task A_schedule_below_one_minute_is_not_remembered()
    {
        await using (await StartAsync("EveryTenSeconds")) { }
        _time.Advance(TimeSpan.FromMinutes(1));
        await using var again = await StartAsync("EveryTenSeconds");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("ten 12:01:40", await again.NextAsync());
    }

    private Task<RunningApp> StartAsync(string function) =>
        RunningApp.StartAsync(
            [function],
            new() { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" },
            services => services.AddSingleton<TimeProvider>(_time).AddSingleton<HttpPipelineTransport>(_storage.Transport)
        );
}
