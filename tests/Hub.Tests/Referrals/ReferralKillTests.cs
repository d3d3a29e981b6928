using System.Collections.Concurrent;
using IntegrationHub.Access;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Up;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Referrals;

/// <summary>
/// Referrals under SIGKILL: a practice, a trust and two councils tell of them by FHIR, BaRS and CloudEvents while the hub's process is killed
/// again and again. Each comes to its right end, and each step is told once to everybody whom it concerns.
/// </summary>
public sealed class ReferralKillTests(ITestOutputHelper output)
{
    private const int Senders = 12;
    private const int MostAnswersBetweenKills = 120;

    private static readonly int Kills = Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1" ? 60 : 3;

    private static readonly string[] Subscribers = ["C90001", "C90003", "X90001", "RX1"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_referral_comes_to_its_end_and_every_step_is_told_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var feeds = await SubscribeAsync(folder.Path);
        using var client = new ResendingClient(folder.File("keys"));
        var pseudonyms = Pseudonyms.From(new PseudonymOptions { PseudonymKeyFile = PseudonymKey.Ensure(DataFolder.At(folder.Path)) });
        var load = new Load(client, pseudonyms, seed);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var hub = await HubChild.StartAsync(folder.Path, Cancellation);
            var enough = load.After(random.Next(1, MostAnswersBetweenKills));
            client.HubIsUp(hub.Address);
            await Task.WhenAny(enough, hub.Gone, load.Running).WaitAsync(Cancellation);
            if (load.Running.IsCompleted)
                await load.Running;
            Assert.True(enough.IsCompleted, "The hub ended by itself.");
            await hub.KillAsync();
        }

        await using (var last = await HubChild.StartAsync(folder.Path, Cancellation))
        {
            client.HubIsUp(last.Address);
            await load.FinishAsync().WaitAsync(Cancellation);
            // What was answered is done, whatever the process was still to do with it.
            await last.KillAsync();
        }

        output.WriteLine($"{load.Told.Count} referrals, {load.Acknowledged} messages acknowledged, {client.CutOff} times cut off.");
        Assert.NotEmpty(load.Told);
        Assert.NotEqual(0, client.CutOff);
        await using var after = await TestHub.StartAsync(Cancellation, folder: folder.Path);
        await after.DrainedAsync(person: null, Cancellation);
        await CheckAsync(after, feeds, load.Told);
    }

    /// <summary>One feed an organisation, of referrals and of councils' decisions, fetched by itself.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> SubscribeAsync(string folder)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, folder: folder);
        var desk = hub.Services.GetRequiredService<SubscriptionDesk>();
        var feeds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var organisation in Subscribers)
        {
            var (role, decisions) = organisation[0] switch
            {
                'C' => (Role.CouncilSystem, false),
                'X' => (Role.GpSystem, true),
                _ => (Role.TrustSystem, true),
            };
            var request = new SubscriptionRequest(
                decisions ? [EventTopic.SocialCareReferral, EventTopic.CouncilDecision] : [EventTopic.SocialCareReferral],
                EventFilter.Everything,
                new Channel(ChannelKind.Pull, null, PayloadKind.IdOnly, null)
            );
            var caller = new Caller(OdsCode.Parse(organisation), role, null, "test");
            var done = Assert.IsType<DeskOutcome.Done>(await desk.RegisterAsync(caller, request, Cancellation));
            feeds[organisation] = done.Subscription.Id;
        }

        return feeds;
    }

    private static async Task CheckAsync(TestHub hub, IReadOnlyDictionary<string, string> feeds, IReadOnlyCollection<ReferralStory> told)
    {
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
        var store = hub.Services.GetRequiredService<ReferralStore>();
        foreach (var story in told)
        {
            var referral = (await store.FindAsync(story.Referral, Cancellation))!;
            Assert.Equal(story.End, referral.State);
            Assert.Equal(story.Steps, referral.Steps.Select(step => ReferralFactKinds.NameOf(step.Fact.Kind)));
            Assert.All(referral.Steps, step => Assert.Null(step.Conflict));
        }

        foreach (var organisation in Subscribers)
        {
            var events = await EventsAsync(hub, feeds[organisation]);
            Assert.Distinct(events.Select(each => each.Id));
            var heard = events.ToLookup(each => (each.Topic, each.Subject!), each => each.Kind!);
            foreach (var story in told)
            {
                Assert.Equal(
                    story.Told.GetValueOrDefault(organisation, []),
                    heard[(EventTopic.SocialCareReferral, story.Referral)].Order(StringComparer.Ordinal)
                );
                if (story.Referrer == organisation)
                    Assert.Equal(story.Decisions, heard[(EventTopic.CouncilDecision, story.Referral)].Order(StringComparer.Ordinal));
            }

            // Nor anything of a referral that nobody told.
            Assert.Empty(events.Select(each => each.Subject!).Except(told.Select(story => story.Referral)));
        }

        foreach (var story in told)
            Assert.Equal(story.Told[TestSender.Council.Organisation], await OnTheBusAsync(hub, story));
    }

    private static async Task<IReadOnlyList<HubEvent>> EventsAsync(TestHub hub, string feed)
    {
        var store = hub.Services.GetRequiredService<FeedStore>();
        var all = new List<FeedEntry>();
        while (await store.ReadAsync(feed, all.Count, 500, Cancellation) is { Count: > 0 } page)
            all.AddRange(page);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(number => (long)number), all.Select(entry => entry.Number));
        return [.. all.Select(entry => entry.Event)];
    }

    /// <summary>Kinds on the council's own subscription of the topic, in alphabetical order; what lies there twice has another id.</summary>
    private static async Task<IReadOnlyList<string>> OnTheBusAsync(TestHub hub, ReferralStory story)
    {
        await using var session = await hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            TestSender.Council.Organisation,
            hub.RecordOf(story.Person).Value,
            cancellationToken: Cancellation
        );
        var messages = await session.PeekMessagesAsync(100, cancellationToken: Cancellation);
        Assert.Distinct(messages.Select(message => message.MessageId));
        return [.. messages.Select(message => message.Subject ?? "").Order(StringComparer.Ordinal)];
    }

    /// <summary>Senders that tell one story after another, each about somebody new; some messages twice.</summary>
    private sealed class Load
    {
        private readonly ResendingClient client;
        private readonly Pseudonyms pseudonyms;
        private readonly ConcurrentQueue<ReferralStory> told = [];
        private readonly Lock gate = new();
        private TaskCompletionSource enough = new();
        private int left;
        private int acknowledged;
        private volatile bool finishing;

        internal Load(ResendingClient client, Pseudonyms pseudonyms, int seed)
        {
            this.client = client;
            this.pseudonyms = pseudonyms;
            Running = Task.WhenAll(Enumerable.Range(1, Senders).Select(n => Task.Run(() => TellAsync(new Random(seed + n)))));
        }

        internal Task Running { get; }

        /// <summary>Stories that were told to their end.</summary>
        internal ConcurrentQueue<ReferralStory> Told => told;

        internal int Acknowledged => acknowledged;

        /// <summary>Ends when that many messages more are acknowledged.</summary>
        internal Task After(int answers)
        {
            lock (gate)
            {
                left = answers;
                enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return enough.Task;
            }
        }

        /// <summary>No new stories; ends when every one begun is told to its end.</summary>
        internal Task FinishAsync()
        {
            finishing = true;
            return Running;
        }

        private async Task TellAsync(Random random)
        {
            while (!finishing)
            {
                var story = ReferralStory.Make(random, pseudonyms);
                foreach (var message in story.InOrder)
                    await SendAsync(message, again: random.Next(4) == 0);
                var rest = story.InAnyOrder.ToArray();
                random.Shuffle(rest);
                await Task.WhenAll(rest.Select(message => SendAsync(message, again: false)));
                told.Enqueue(story);
            }
        }

        private async Task SendAsync(TestMessage message, bool again)
        {
            await client.AcknowledgedAsync(message, Cancellation);
            if (again)
                await client.AcknowledgedAsync(message, Cancellation);
            lock (gate)
            {
                acknowledged++;
                if (--left == 0)
                    enough.TrySetResult();
            }
        }
    }
}
