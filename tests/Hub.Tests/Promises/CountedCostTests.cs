using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Cli.Cost;
using IntegrationHub.Functions.Http;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// The counts that `hub cost` multiplies by prices, counted in a whole hub on a clock that stands still: all calls that a message causes,
/// those after its answer too.
/// </summary>
public sealed class CountedCostTests : IAsyncLifetime
{
    /// <summary>What a message of the bus costs: sending, being received, being settled.</summary>
    private const int OperationsAMessage = 3;

    private readonly Dictionary<string, string> subscriptions = new(StringComparer.Ordinal);
    private TestHub? hub;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => hub!;

    public async ValueTask InitializeAsync() =>
        hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    /// <summary>Set HUB_WRITE_DOCS=1 to write the file anew.</summary>
    [Fact]
    public async Task The_counts_that_costs_are_made_of_are_those_of_the_hub()
    {
        var counted = await CountAsync();
        var text = JsonSerializer.Serialize(new CountList(counted, await IdleHourAsync()), CostJson.Default.CountList) + "\n";
        var file = Path.Combine(RepositoryRoot.Path, "hub", "Cost", "counts.json");
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(file, text, Cancellation);

        Assert.Equal(text, await File.ReadAllTextAsync(file, Cancellation));
    }

    private async Task<IReadOnlyList<KindCounts>> CountAsync()
    {
        var person = TestPerson.New();
        var first = Messages.Gp(person, 10, Messages.NewName("first"));
        var later = Messages.Gp(person, 10, Messages.NewName("later"));
        return
        [
            await MessageAsync("gp-bundle-first", "GP bundle of 10 entries, the first of a person", first),
            await MessageAsync("gp-bundle", "GP bundle of 10 entries", later),
            await MessageAsync("repeat", "the same GP bundle again", later),
            await MessageAsync(
                "stay",
                "Encounter of a discharge, with its alerts to hub and council",
                Messages.Stay(person, "stay", true, 1)
            ),
            await MessageAsync(
                "care-event",
                "discharge told as a CloudEvent, with its alerts to hub and council",
                Messages.DischargedEvent(TestPerson.New(), "other")
            ),
            await MessageAsync("referral", "referral to social care, told to its council", Messages.Referral(TestPerson.New(), "referral")),
            await WebhookAsync(),
            await PullAsync(),
            await RequestAsync("read-record", "record read by a clinician", () => ReadAsync($"records/{Hub.RecordOf(person)}")),
            await BoardAsync(),
            await ClaimAsync(),
        ];
    }

    private async Task<KindCounts> MessageAsync(string kind, string words, TestMessage message)
    {
        var before = await WaitingAsync(message.Person);
        Hub.Storage.Forget();
        Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await Hub.DrainedAsync(person: null, Cancellation);
        return Counted(kind, words, executions: 1, (await WaitingAsync(message.Person) - before) * OperationsAMessage);
    }

    private async Task<KindCounts> RequestAsync(string kind, string words, Func<Task> request)
    {
        Hub.Storage.Forget();
        await request();
        return Counted(kind, words, executions: 1, busOperations: 0);
    }

    private KindCounts Counted(string kind, string words, int executions, int busOperations) =>
        Counted(Hub, kind, words, executions, busOperations, mayList: false);

    /// <param name="mayList">Listing blobs is charged as writing one.</param>
    private static KindCounts Counted(TestHub of, string kind, string words, int executions, int busOperations, bool mayList)
    {
        var calls = of.Storage.Calls;
        Assert.DoesNotContain(calls, call => call.Kind is StorageCallKind.Making || call.Kind is StorageCallKind.BlobList && !mayList);
        return new KindCounts(
            kind,
            words,
            calls.Count(call => call.Kind is StorageCallKind.BlobWrite or StorageCallKind.BlobList),
            calls.Count(call => call.Kind is StorageCallKind.BlobRead or StorageCallKind.BlobFacts),
            calls.Count(call =>
                call.Kind is StorageCallKind.PointRead or StorageCallKind.Query or StorageCallKind.TableWrite or StorageCallKind.Transaction
            ),
            busOperations,
            executions
        );
    }

    private async Task ReadAsync(string path) =>
        Assert.Equal(200, (int)(await Hub.Client.GetAsync(TestSender.Clinician, path, Cancellation)).Status);

    /// <summary>Not the first time in the hour, which leaves an audit row.</summary>
    private async Task<KindCounts> BoardAsync()
    {
        var seen = await Hub.Client.GetAsync(TestSender.Coordinator, "boards/hub-northfield", Cancellation);
        Assert.Equal(200, (int)seen.Status);
        await AskAsync();
        return await RequestAsync("board-unchanged", "open board that asks whether anything has changed", AskAsync);

        async Task AskAsync()
        {
            var again = await Hub.Client.GetAsync(TestSender.Coordinator, "boards/hub-northfield", Cancellation, seen.ETag);
            Assert.Equal(304, (int)again.Status);
        }
    }

    /// <summary>From its telling on: what made it is counted with the message.</summary>
    private async Task<KindCounts> WebhookAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        await SubscribeAsync("webhook", receiver.Url);
        // The first also reads what the hub then remembers.
        await TellAsync();
        var counted = await RequestAsync("webhook", "event taken by a subscriber's webhook", TellAsync);
        Assert.Equal(2, receiver.Posts.Count);
        await SubscribeAsync("pull", url: null);
        return counted with { Executions = 0 };
    }

    private async Task TellAsync()
    {
        await Hub.PublishAsync(SomeEvents.Referral(Hub));
        await Hub.SentAsync();
    }

    private async Task<KindCounts> PullAsync()
    {
        await TellAsync();
        return await RequestAsync("pull", "events fetched by a subscriber", async () => Assert.Single(await FetchAsync()));

        async Task<JsonArray> FetchAsync()
        {
            var answer = await Hub.Client.GetAsync(TestSender.Council, $"events?subscription={subscriptions["pull"]}", Cancellation);
            Assert.Equal(200, (int)answer.Status);
            return JsonNode.Parse(answer.Body)!["events"]!.AsArray();
        }
    }

    private async Task SubscribeAsync(string channel, string? url)
    {
        var body = Encoding.UTF8.GetBytes(SubscriberApi.Body(channel, url).ToJsonString());
        var made = await Hub.Client.PostAsync(TestSender.Council, "subscriptions", "application/json", body, Cancellation);
        Assert.Equal(201, (int)made.Status);
        subscriptions[channel] = (string)JsonNode.Parse(made.Body)!["id"]!;
        await Hub.SentAsync();
    }

    /// <summary>Each timer in a hub that has nothing to do, as often as it runs; over a day, of which this is the 24th part.</summary>
    private static async Task<KindCounts> IdleHourAsync()
    {
        var (day, hours) = (new DateTime(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc), 24);
        var total = new KindCounts("idle-hour", "hour of timers that find nothing to do", 0, 0, 0, 0, 0);
        await using var idle = await TestHub.StartAsync(Cancellation, new TestClock(day));
        // The first run of some looks at what later ones remember.
        foreach (var (run, _) in Timers(idle))
            await run();
        foreach (var (run, schedule) in Timers(idle))
        {
            idle.Storage.Forget();
            await run();
            var runs = 0;
            for (var next = schedule.Next(day.AddTicks(-1)); next < day.AddHours(hours); next = schedule.Next(next))
                runs++;
            var once = Counted(idle, "", "", 1, 0, mayList: true);
            total = total with
            {
                // The Functions host writes down each run of a timer that is not due more often than each minute.
                BlobWrites = total.BlobWrites + runs * (once.BlobWrites + (schedule.IsFrequent(day) ? 0 : 1)),
                BlobReads = total.BlobReads + runs * once.BlobReads,
                TableCalls = total.TableCalls + runs * once.TableCalls,
                Executions = total.Executions + runs,
            };
        }

        return total with
        {
            BlobWrites = Hourly(total.BlobWrites),
            BlobReads = Hourly(total.BlobReads),
            TableCalls = Hourly(total.TableCalls),
            Executions = Hourly(total.Executions),
        };

        int Hourly(int count) => (count + hours - 1) / hours;
    }

    private static IEnumerable<(Func<Task> Run, TimerSchedule Schedule)> Timers(TestHub of) =>
        from method in typeof(RequestGate).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        let parameter = method.GetParameters().FirstOrDefault()
        let trigger = parameter?.GetCustomAttribute<TimerTriggerAttribute>()
        where trigger is not null
        select (
            new Func<Task>(() =>
                (Task)method.Invoke(ActivatorUtilities.CreateInstance(of.Services, method.DeclaringType!), [null, Cancellation])!
            ),
            TimerSchedule.Parse(trigger.Schedule)
        );

    private async Task<KindCounts> ClaimAsync()
    {
        var claim = Encoding.UTF8.GetBytes("""{"max":1,"waitSeconds":5}""");
        Hub.Storage.Forget();
        var claimed = await PostAsync("discharge-hubs/hub-northfield/alerts/claim", claim);
        using var json = JsonDocument.Parse(claimed.Body);
        var alert = Assert.Single(json.RootElement.GetProperty("alerts").EnumerateArray());
        var token = JsonSerializer.SerializeToUtf8Bytes(new { lockToken = alert.GetProperty("lockToken").GetString() });
        await PostAsync($"discharge-hubs/hub-northfield/alerts/{alert.GetProperty("id").GetString()}/acknowledge", token);
        await Hub.DrainedAsync(person: null, Cancellation);
        // The operations of the bus are counted with the message that sent the alert.
        return Counted("claim-and-acknowledge", "alert claimed and acknowledged", executions: 2, busOperations: 0);
    }

    private async Task<Answer> PostAsync(string path, byte[] body)
    {
        var answer = await Hub.Client.PostAsync(TestSender.Coordinator, path, "application/json", body, Cancellation);
        Assert.True((int)answer.Status is 200 or 204, $"{path}: {answer.Status}");
        return answer;
    }

    /// <summary>What waits of a person on the bus: all that the hub sends is in their session.</summary>
    private async Task<int> WaitingAsync(TestPerson person)
    {
        var session = Hub.RecordOf(person).Value;
        var count = 0;
        foreach (var queue in Hub.Directory.DischargeHubs.Values.Select(each => each.QueueName))
            count += await PeekAsync(await Hub.ServiceBus.AcceptSessionAsync(queue, session, cancellationToken: Cancellation));
        foreach (var topic in Hub.Directory.Messaging.Topics)
        {
            foreach (var subscription in topic.Subscriptions)
                count += await PeekAsync(
                    await Hub.ServiceBus.AcceptSessionAsync(topic.Name, subscription.Name, session, cancellationToken: Cancellation)
                );
        }

        return count;
    }

    private static async Task<int> PeekAsync(ServiceBusSessionReceiver receiver)
    {
        await using (receiver)
            return (await receiver.PeekMessagesAsync(1000, fromSequenceNumber: 0, Cancellation)).Count;
    }
}
