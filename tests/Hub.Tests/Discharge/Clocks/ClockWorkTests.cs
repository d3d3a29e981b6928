using System.Text.Json;
using IntegrationHub.Access;
using IntegrationHub.Discharge;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Discharge.Clocks;

public sealed class ClockWorkTests
{
    private static readonly DateTimeOffset Start = SomeCase.Monday;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_step_is_told_when_its_moment_comes_and_once()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        some = some with { Alerts = [some.Ready(Start)] };
        await clocked.SetAsync(some);

        var told = new List<int>();
        for (var minute = 1; minute <= 180; minute++)
            told.AddRange(Enumerable.Repeat(minute, await clocked.RunAtAsync(Start.AddMinutes(minute))));

        Assert.Equal([30, 120], told);
        Assert.Equal(
            ["clock-warning acknowledge 2026-11-16 09:30", "escalated acknowledge 2026-11-16 11:00"],
            await clocked.ToldAsync(some)
        );
    }

    [Fact]
    public async Task After_days_away_all_that_came_due_is_told_once_and_in_order_and_to_whom_the_rules_say()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        some = some with
        {
            Alerts = [some.Ready(Start)],
            Assessment = new(Start, "C90001", null, null, null, null),
            PathwayAgreed = 2,
            PathwayAgreedAt = Start,
            ReadyAt = Start,
        };
        await clocked.SetAsync(some);
        var others = Enumerable
            .Range(0, 40)
            .Select(_ => SomeCase.New())
            .Select(other => other with { Alerts = [other.Ready(Start)] })
            .ToList();
        foreach (var other in others)
            await clocked.SetAsync(other);

        Assert.Equal(6 + 80, await clocked.RunAtAsync(Start.AddDays(4)));
        Assert.Equal(0, await clocked.RunAsync());
        await clocked.Hub.RestartAsync(Cancellation);
        Assert.Equal(0, await clocked.RunAtAsync(Start.AddDays(5)));

        Assert.Equal(
            [
                "clock-warning acknowledge 2026-11-16 09:30",
                "escalated acknowledge 2026-11-16 11:00",
                "clock-warning assess 2026-11-17 13:00",
                "clock-warning arrange 2026-11-18 09:00",
                "escalated assess 2026-11-18 09:00",
                "escalated arrange 2026-11-19 09:00",
            ],
            await clocked.ToldAsync(some)
        );
        Assert.Equal(
            ["escalated assess 2026-11-18 09:00", "escalated arrange 2026-11-19 09:00"],
            await clocked.ToldToCouncilAsync(some, "C90001")
        );
        foreach (var other in others)
            Assert.Equal(2, (await clocked.ToldAsync(other)).Count);
    }

    [Fact]
    public async Task What_was_acknowledged_in_time_or_while_the_hub_was_away_bothers_nobody()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        var alert = some.Ready(Start);
        await clocked.SetAsync(some with { Alerts = [alert] });
        Assert.Equal(1, await clocked.RunAtAsync(Start.AddMinutes(40)));

        await clocked.SetAsync(some with { Alerts = [alert with { AcknowledgedAt = Start.AddMinutes(50) }] });

        Assert.Equal(0, await clocked.RunAtAsync(Start.AddDays(1)));
        Assert.Equal(["clock-warning acknowledge 2026-11-16 09:30"], await clocked.ToldAsync(some));
        Assert.Empty(await DueRowsAsync(clocked));
    }

    [Fact]
    public async Task What_is_told_late_is_raised_late_but_not_twice()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        var alert = some.Ready(Start);
        clocked.Time.SetUtcNow(Start.AddHours(5));
        await clocked.SetAsync(some with { Alerts = [alert] });
        Assert.Equal(2, await clocked.RunAtAsync(Start.AddHours(5).AddMinutes(1)));

        // The case changes in something else, and then an alert is raised anew that should have been raised before.
        await clocked.SetAsync(some with { Alerts = [alert], Ward = "Ward 7" });
        Assert.Equal(0, await clocked.RunAtAsync(Start.AddHours(6)));
        await clocked.SetAsync(some with { Alerts = [alert, some.Alert("delayed", Start.AddHours(1))] });
        Assert.Equal(1, await clocked.RunAtAsync(Start.AddHours(6).AddMinutes(2)));
        Assert.Equal(1, await clocked.RunAtAsync(Start.AddHours(7)));

        Assert.Equal(4, (await clocked.ToldAsync(some)).Count);
    }

    [Fact]
    public async Task A_clock_that_stands_still_tells_nothing_until_it_goes_on()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New() with { Assessment = new(Start, "C90001", null, null, null, null) };
        await clocked.SetAsync(some);
        clocked.Time.SetUtcNow(Start.AddHours(2));
        await clocked.SetAsync(some with { Withdrawn = true, Withdrawals = [new(Start.AddHours(2), null)] });
        Assert.Equal(0, await clocked.RunAtAsync(Start.AddDays(30)));

        await clocked.SetAsync(some with { Withdrawals = [new(Start.AddHours(2), Start.AddDays(30))] });

        Assert.Equal(0, await clocked.RunAtAsync(Start.AddDays(31).AddHours(1)));
        Assert.Equal(2, await clocked.RunAtAsync(Start.AddDays(31).AddHours(6)));
        Assert.Equal(["clock-warning assess 2026-12-17 11:00", "escalated assess 2026-12-17 15:00"], await clocked.ToldAsync(some));
    }

    [Fact]
    public async Task A_case_that_has_just_changed_is_left_for_the_next_run()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        some = some with { Alerts = [some.Ready(Start)] };
        clocked.Time.SetUtcNow(Start.AddMinutes(30));
        await clocked.SetAsync(some);

        Assert.Equal(0, await clocked.RunAtAsync(Start.AddMinutes(30).AddSeconds(59)));
        Assert.Equal(1, await clocked.RunAtAsync(Start.AddMinutes(31)));
    }

    [Fact]
    public async Task A_case_that_cannot_be_found_or_read_keeps_no_other_waiting_and_is_not_lost()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var cases = Enumerable.Range(0, 3).Select(_ => SomeCase.New()).Select(some => some with { Alerts = [some.Ready(Start)] }).ToList();
        foreach (var some in cases)
            await clocked.SetAsync(some);
        clocked.Forget(cases[0]);
        clocked.Broken = cases[1].Id;

        Assert.Equal(1, await clocked.RunAtAsync(Start.AddMinutes(30)));

        clocked.Broken = null;
        Assert.Equal(1, await clocked.RunAtAsync(Start.AddMinutes(31)));
        await clocked.SetAsync(cases[0]);
        Assert.Equal(1, await clocked.RunAtAsync(Start.AddMinutes(33)));
    }

    [Fact]
    public async Task A_case_without_its_place_keeps_the_clocks_of_the_hub_that_works_it()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        some = some with { Alerts = [some.Ready(Start)] };
        await clocked.SetAsync(some);
        await clocked.SetAsync(some, remember: some with { Place = null });

        Assert.Equal(2, await clocked.RunAtAsync(Start.AddHours(3)));
    }

    [Fact]
    public async Task A_run_reads_what_is_due_and_scans_no_table()
    {
        await using var clocked = await ClockedHub.StartAsync();
        for (var n = 0; n < 50; n++)
        {
            var some = SomeCase.New();
            await clocked.SetAsync(some with { Alerts = [some.Ready(Start)] });
        }

        clocked.Time.SetUtcNow(Start.AddMinutes(29));
        clocked.Hub.Storage.Forget();
        await clocked.RunAsync();

        Assert.Equal(16, clocked.Hub.Storage.Calls.Count);
        Assert.All(
            clocked.Hub.Storage.Calls,
            call => Assert.True(call is { Kind: StorageCallKind.Query, Store: StoreNames.Clocks, NamesItsPartition: true })
        );
    }

    [Fact]
    public async Task A_warning_is_taken_like_any_alert()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        await clocked.SetAsync(some with { Alerts = [some.Ready(Start)] });
        await clocked.RunAtAsync(Start.AddMinutes(30));

        var desk = clocked.Hub.Services.GetRequiredService<AlertDesk>();
        var taken = Assert.Single(
            await desk.ClaimAsync(
                clocked.Hub.Directory.DischargeHubs["hub-northfield"],
                5,
                TimeSpan.Zero,
                new Caller(OdsCode.Parse("RX1"), Role.DischargeCoordinator, null, "test"),
                Cancellation
            )
        );

        Assert.Equal(("clock-warning", SomeCase.RecordOf(some).Value), (taken.Kind, taken.RecordId));
    }

    [Fact]
    public async Task What_is_sent_has_the_properties_of_its_schema()
    {
        await using var clocked = await ClockedHub.StartAsync();
        var some = SomeCase.New();
        await clocked.SetAsync(some with { Alerts = [some.Ready(Start)] });
        await clocked.RunAtAsync(Start.AddHours(2));
        await using var session = await clocked.Hub.ServiceBus.AcceptSessionAsync(
            clocked.Hub.Directory.DischargeHubs["hub-northfield"].QueueName,
            SomeCase.RecordOf(some).Value,
            cancellationToken: Cancellation
        );
        var escalated = (await session.PeekMessagesAsync(2, cancellationToken: Cancellation))[1];
        using var sent = JsonDocument.Parse(escalated.Body);
        using var schema = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs/schemas/discharge-clock.v1.json"), Cancellation)
        );

        Assert.Equal(Names(schema.RootElement.GetProperty("properties")), Names(sent.RootElement));
        var data = schema.RootElement.GetProperty("properties").GetProperty("data");
        Assert.Equal(Names(data.GetProperty("properties")), Names(sent.RootElement.GetProperty("data")));
        Assert.Equal("RX1", Assert.Single(sent.RootElement.GetProperty("data").GetProperty("escalatedTo").EnumerateArray()).GetString());
    }

    private static IEnumerable<string> Names(JsonElement of) =>
        of.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> DueRowsAsync(ClockedHub clocked)
    {
        var rows = new List<string>();
        await foreach (var due in clocked.Schedule.DueAsync(DateTimeOffset.MaxValue.AddDays(-1), Cancellation))
            rows.Add(due.Key);
        return rows;
    }
}
