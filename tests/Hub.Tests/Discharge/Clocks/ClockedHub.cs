using System.Text.Json;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Messaging;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Tests.Discharge.Clocks;

/// <summary>A hub on a clock that stands still until it is moved, with cases that a test holds in its hand.</summary>
internal sealed class ClockedHub : IAsyncDisposable
{
    private readonly Dictionary<string, DischargeCase> cases = new(StringComparer.Ordinal);

    private ClockedHub(TestHub hub, TestClock time) => (Hub, Time) = (hub, time);

    internal TestHub Hub { get; }

    internal TestClock Time { get; }

    /// <summary>A case that makes its lookup fail.</summary>
    internal string? Broken { get; set; }

    internal ClockSchedule Schedule => Hub.Services.GetRequiredService<ClockSchedule>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<ClockedHub> StartAsync()
    {
        var time = new TestClock(SomeCase.Monday);
        return new ClockedHub(await TestHub.StartAsync(Cancellation, time), time);
    }

    /// <param name="remember">How the case is found later; as it is set when null.</param>
    internal Task SetAsync(DischargeCase some, DischargeCase? remember = null)
    {
        cases[some.Id] = remember ?? some;
        var calendar = Hub.Services.GetRequiredService<WorkingCalendar>();
        return Schedule.SetAsync(some.Id, CaseClocks.Of(some, Hub.Directory.Rules[some.Place!], calendar), Cancellation);
    }

    internal void Forget(DischargeCase some) => cases.Remove(some.Id);

    internal Task<int> RunAsync() =>
        new ClockWork(
            Schedule,
            FindAsync,
            Hub.Directory,
            Hub.Services.GetRequiredService<WorkingCalendar>(),
            Hub.Services.GetRequiredService<MessageSender>(),
            Time,
            NullLogger<ClockWork>.Instance
        ).RunAsync(Cancellation);

    internal Task<int> RunAtAsync(DateTimeOffset moment)
    {
        Time.SetUtcNow(moment);
        return RunAsync();
    }

    /// <summary>What waits on the queue of hub-northfield for a person, in order: kind, clock and moment.</summary>
    internal async Task<IReadOnlyList<string>> ToldAsync(DischargeCase some)
    {
        var queue = Hub.Directory.DischargeHubs["hub-northfield"].QueueName;
        await using var session = await Hub.ServiceBus.AcceptSessionAsync(
            queue,
            SomeCase.RecordOf(some).Value,
            cancellationToken: Cancellation
        );
        return await ToldInAsync(session);
    }

    internal async Task<IReadOnlyList<string>> ToldToCouncilAsync(DischargeCase some, string council)
    {
        await using var session = await Hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            council,
            SomeCase.RecordOf(some).Value,
            cancellationToken: Cancellation
        );
        return await ToldInAsync(session);
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private Task<DischargeCase?> FindAsync(string caseId, CancellationToken cancellationToken) =>
        caseId == Broken
            ? throw new InvalidDataException("A stored case cannot be read.")
            : Task.FromResult(cases.GetValueOrDefault(caseId));

    private static async Task<IReadOnlyList<string>> ToldInAsync(ServiceBusSessionReceiver session)
    {
        var told = new List<string>();
        foreach (var message in await session.PeekMessagesAsync(100, cancellationToken: Cancellation))
        {
            using var json = JsonDocument.Parse(message.Body);
            var data = json.RootElement.GetProperty("data");
            Assert.Equal(message.MessageId, json.RootElement.GetProperty("id").GetString());
            told.Add(
                $"{data.GetProperty("kind").GetString()} {data.GetProperty("clock").GetString()} "
                    + EnglishTime.Of(json.RootElement.GetProperty("time").GetDateTimeOffset())
            );
        }

        return told;
    }
}
