using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Referrals;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// Each way in which something is said of a referral, with every storage call that it causes broken: sent again and swept, it is a step once,
/// told once to the council's feed and on its bus, on both lists, and nothing is left.
/// </summary>
public sealed class ReferralFaultTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Head, snapshot, commit, link, the first looks at outbox and referrals.</summary>
    private const int BrokenInEveryWay = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_referral_in_a_bundle_survives_every_fault() =>
        RunAsync(isAnswer: false, (hub, person, name) => Send(hub, Messages.Referral(person, name)));

    [Fact]
    public Task A_booking_and_referral_message_survives_every_fault() =>
        RunAsync(isAnswer: false, (hub, person, name) => Send(hub, Messages.BarsReferral(person, name)));

    [Fact]
    public Task A_councils_event_survives_every_fault() =>
        RunAsync(
            isAnswer: true,
            (hub, person, name) =>
            {
                var data = new JsonObject { ["referralId"] = IdOf(hub, person, name), ["at"] = RecordJson.Instant(Morning) };
                return Send(hub, Messages.ReferralEvent(person, "care.referral.accepted.v1", data));
            }
        );

    [Fact]
    public Task A_step_over_HTTP_survives_every_fault() =>
        RunAsync(
            isAnswer: true,
            (hub, person, name) =>
            {
                var (path, key) = ($"referrals/{IdOf(hub, person, name)}/accept", Messages.NewName("key"));
                var body = Encoding.UTF8.GetBytes("{}");
                return () => hub.Client.PostAsync(TestSender.Council, path, "application/json", body, Cancellation, key);
            }
        );

    /// <param name="isAnswer">Whether it is the council's accepting of a referral that is there.</param>
    private static async Task RunAsync(bool isAnswer, Func<TestHub, TestPerson, string, Func<Task<Answer>>> act)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, new TestClock(Morning));
        var feed = await SubscribeAsync(hub);
        // The first also reads the feed's head and who has subscribed, which the hub then remembers.
        await CountCallsAsync(hub, isAnswer, act);
        var calls = await CountCallsAsync(hub, isAnswer, act);
        Assert.InRange(calls, 10, 60);
        for (var at = 0; at < calls; at++)
        {
            foreach (var fault in Faults.At(at, BrokenInEveryWay))
            {
                var (person, name) = await PreparedAsync(hub, isAnswer);
                await BreakAsync(hub, act(hub, person, name), at, fault);
                await AssertOnceAsync(hub, feed, person, name, isAnswer, $"{fault} at call {at}");
            }
        }

        var numbers = (await hub.Services.GetRequiredService<FeedStore>().ReadAsync(feed, 0, 1_000, Cancellation)).Select(one =>
            one.Number
        );
        Assert.Equal(Enumerable.Range(1, numbers.Count()).Select(number => (long)number), numbers);
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
    }

    private static async Task BreakAsync(TestHub hub, Func<Task<Answer>> send, int at, Fault fault)
    {
        var struck = hub.Storage.Arm(at, fault);
        var first = await send();
        Assert.True(first.IsAcknowledgement || first.Code is "INT900", $"{fault} at call {at}: {(int)first.Status} {first.Code}");
        await struck.WaitAsync(Cancellation);
        if (fault is Fault.DiesBefore or Fault.DiesAfter)
            await hub.RestartAsync(Cancellation);
        if ((at + (int)fault) % 2 == 0)
            await hub.SweepAsync(Cancellation);
        var again = await send();
        Assert.True(again.IsAcknowledgement, $"{fault} at call {at}: sent again, {(int)again.Status} {again.Code}");
        await hub.SweepAsync(Cancellation);
    }

    private static async Task AssertOnceAsync(TestHub hub, string feed, TestPerson person, string name, bool isAnswer, string where)
    {
        var referral = await hub.Services.GetRequiredService<ReferralStore>().FindAsync(IdOf(hub, person, name), Cancellation);
        Assert.True(referral is not null, where);
        ReferralFactKind[] steps = isAnswer ? [ReferralFactKind.Sent, ReferralFactKind.Accepted] : [ReferralFactKind.Sent];
        Assert.True(referral.Steps.Select(step => step.Fact.Kind).SequenceEqual(steps), $"{where}: {referral.Steps.Length} steps");
        Assert.All(referral.Steps, step => Assert.Null(step.Conflict));

        var record = hub.RecordOf(person);
        var told = (await hub.Services.GetRequiredService<FeedStore>().ReadAsync(feed, 0, 1_000, Cancellation))
            .Where(entry => entry.Event.Record == record)
            .Select(entry => entry.Event)
            .ToList();
        string[] types = isAnswer ? ["care.referral.sent.v1", "care.referral.accepted.v1"] : ["care.referral.sent.v1"];
        Assert.True(told.Select(one => one.Type).SequenceEqual(types), $"{where}: told {string.Join(' ', told.Select(one => one.Type))}");
        await using var session = await hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            "C90001",
            record.Value,
            cancellationToken: Cancellation
        );
        var sent = await session.PeekMessagesAsync(100, cancellationToken: Cancellation);
        Assert.True(
            sent.Select(message => message.MessageId).SequenceEqual(told.Select(one => one.Id)),
            $"{where}: {sent.Count} on the bus"
        );

        foreach (var list in new[] { "council=C90001", "referrer=X90001" })
        {
            var caller = list[0] == 'c' ? TestSender.Council : TestSender.Practice;
            var state = isAnswer ? "accepted" : "sent";
            Assert.Contains(referral.Id, await ListedAsync(hub, caller, $"{list}&state={state}"));
        }
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(TestHub hub, TestSender caller, string query)
    {
        var (all, after) = (new List<string>(), "");
        while (true)
        {
            var page = JsonNode.Parse((await hub.Client.GetAsync(caller, $"referrals?{query}{after}", Cancellation)).Text)!;
            all.AddRange(page["referrals"]!.AsArray().Select(one => (string)one!["referral"]!));
            if ((string?)page["next"] is not { } next)
                return all;
            after = $"&after={next}";
        }
    }

    private static async Task CountedAsync(Func<Task<Answer>> send, Task done)
    {
        Assert.True((await send()).IsAcknowledgement);
        await done.WaitAsync(Cancellation);
    }

    private static async Task<int> CountCallsAsync(TestHub hub, bool isAnswer, Func<TestHub, TestPerson, string, Func<Task<Answer>>> act)
    {
        var (person, name) = await PreparedAsync(hub, isAnswer);
        hub.Storage.Forget();
        await CountedAsync(act(hub, person, name), hub.OutboxDoneOf(person));
        return hub.Storage.Calls.Count;
    }

    private static async Task<(TestPerson Person, string Name)> PreparedAsync(TestHub hub, bool isAnswer)
    {
        var (person, name) = (TestPerson.New(), Messages.NewName("referral"));
        if (isAnswer)
        {
            Assert.True((await hub.Client.SendAsync(Messages.Referral(person, name), Cancellation)).IsAcknowledgement);
            await hub.SweepAsync(Cancellation);
        }

        return (person, name);
    }

    private static Func<Task<Answer>> Send(TestHub hub, TestMessage message) => () => hub.Client.SendAsync(message, Cancellation);

    private static string IdOf(TestHub hub, TestPerson person, string name) =>
        $"{hub.RecordOf(person)}.{ResourceKey.Of(OdsCode.Parse("X90001"), "ServiceRequest", name)}";

    private static async Task<string> SubscribeAsync(TestHub hub)
    {
        var request = new SubscriptionRequest(
            [EventTopic.SocialCareReferral],
            EventFilter.Everything,
            new Channel(ChannelKind.Pull, null, PayloadKind.IdOnly, null)
        );
        var caller = new Caller(OdsCode.Parse("C90001"), Role.CouncilSystem, null, "council");
        var desk = hub.Services.GetRequiredService<SubscriptionDesk>();
        return Assert.IsType<DeskOutcome.Done>(await desk.RegisterAsync(caller, request, Cancellation)).Subscription.Id;
    }
}
