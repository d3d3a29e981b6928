using Azure;
using IntegrationHub.Import;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Import;

/// <summary>An import that is cut off at any of its storage calls goes on, and in the end each line is there once.</summary>
public sealed class CutOffTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.DiesBefore)]
    [InlineData(Fault.DiesAfter)]
    [InlineData(Fault.AnswerLost)]
    public async Task Wherever_it_is_cut_off_it_goes_on(Fault fault)
    {
        var clock = new TestClock(Morning);
        await using var hub = await TestHub.StartAsync(Cancellation, clock);
        var calls = await BreakAsync(hub, clock, at: int.MaxValue, fault);
        Assert.InRange(calls, 10, 60);

        for (var at = 0; at < calls; at++)
            await BreakAsync(hub, clock, at, fault);

        await hub.SweepAsync(Cancellation);
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    /// <returns>How many storage calls reading the file took.</returns>
    private static async Task<int> BreakAsync(TestHub hub, TestClock clock, int at, Fault fault)
    {
        var person = TestPerson.New();
        var name = $"X90001/{Messages.NewName("cut")}.ndjson";
        await Drop.PutAsync(hub, name, Drop.Observation(person, "a"), "{", Drop.Patient(person), Drop.Observation(person, "b"));
        hub.Storage.Forget();
        if (at != int.MaxValue)
            _ = hub.Storage.Arm(at, fault);

        try
        {
            await Drop.ReadAsync(hub, name);
        }
        catch (Exception cut) when (cut is RequestFailedException or AggregateException)
        {
            // The function fails, as it does when its process dies.
        }

        var calls = hub.Storage.Calls.Count;
        if (fault is Fault.DiesBefore or Fault.DiesAfter && at != int.MaxValue)
            await hub.RestartAsync(Cancellation);
        hub.Storage.Disarm();
        clock.Advance(TimeSpan.FromMinutes(1));
        await hub.Services.GetRequiredService<ImportRunner>().RunOpenAsync(Cancellation);
        var summary = await Drop.ReadAsync(hub, name);

        var where = $"{fault} at call {at}";
        Assert.Equal((ImportSummary.Done, 4L, 3L, 1L), (summary!.State, summary.Lines, summary.Resources, summary.Refused));
        Assert.Equal([(2L, "INT005", null)], await Drop.ErrorsAsync(hub, name));
        await hub.SweepAsync(Cancellation);
        var content = await hub.Truth.ReadAsync(hub.RecordOf(person), Cancellation);
        Assert.True(
            content is { Entries.Count: 3, Head.Version: 1 },
            $"{where}: {content?.Entries.Count} entries in {content?.Head.Version} commits"
        );
        return calls;
    }
}
