using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>Deliveries on a clock that only the test moves.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private static readonly Caller Council = new(OdsCode.Parse("C90001"), Role.CouncilSystem, null, "council");

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private readonly TestClock time = new(new DateTimeOffset(2026, 1, 8, 9, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string?> settings = [];
    private TestHub hub = null!;
    private Receiver receiver = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        hub = await TestHub.StartAsync(Cancellation, time, settings: settings);
        receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await hub.DisposeAsync();
    }

    [Fact]
    public async Task An_address_that_fails_is_tried_by_the_exact_schedule_and_stopped_after_five_days()
    {
        receiver.Answer = Receiver.With(StatusCodes.Status500InternalServerError);
        var id = await SubscribeAsync();
        var told = SomeEvents.Referral(hub);
        await hub.PublishAsync(told);
        await hub.SentAsync();
        Assert.Single(receiver.Posts);

        for (var made = 1; made <= Waits.Length; made++)
        {
            var wait = (await NextAsync(id))!.Value - time.GetUtcNow();
            Assert.InRange(wait / Waits[made - 1], 0.8, 1.2);
            // Nothing before its time.
            time.Advance(wait - TimeSpan.FromMilliseconds(2));
            await hub.SentAsync();
            Assert.Equal(made, receiver.Posts.Count);
            time.Advance(TimeSpan.FromMilliseconds(2));
            await hub.SentAsync();
            Assert.Equal(made + 1, receiver.Posts.Count);
        }

        Assert.Null(await NextAsync(id));
        Assert.All(receiver.Posts, post => Assert.Equal(told.Id, post.Id));
        Assert.Equal(10, receiver.Posts.Select(post => post.Headers["webhook-timestamp"]).Distinct().Count());
        var line = Assert.Single((await LedgerAsync(id)));
        Assert.Equal((FeedOutcome.Failed, 10), (line.Outcome, line.Attempts.Count));

        time.Advance(TimeSpan.FromDays(3));
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();
        var stopped = await FindAsync(id);
        Assert.Equal((SubscriptionState.Error, "Nothing could be delivered for five days."), (stopped.State, stopped.StateReason));
        Assert.Contains(await hub.Services.GetRequiredService<ParkedWork>().ReadAsync(Cancellation), item => item.Code == "INT620");
        await using var session = await hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            "C90001",
            id,
            cancellationToken: Cancellation
        );
        Assert.Single(await session.PeekMessagesAsync(10, cancellationToken: Cancellation));

        // Nothing is lost meanwhile: once the subscriber is there again, all that waited is sent.
        await hub.PublishAsync(SomeEvents.Referral(hub));
        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        Assert.IsType<DeskOutcome.Done>(await Desk.ResumeAsync(Council, id, Cancellation));
        await hub.SentAsync();
        Assert.Equal(
            [FeedOutcome.Failed, FeedOutcome.Delivered, FeedOutcome.Delivered],
            (await LedgerAsync(id)).Select(each => each.Outcome)
        );
    }

    [Fact]
    public async Task An_address_that_asks_to_be_left_alone_is()
    {
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };
        var id = await SubscribeAsync();
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();

        Assert.Equal(time.GetUtcNow().AddHours(1), await NextAsync(id));
    }

    [Fact]
    public async Task A_host_that_is_taken_off_the_list_is_not_sent_to_any_more_and_its_events_wait()
    {
        var id = await SubscribeAsync();
        // As when the directory changes: what was allowed when it was registered is not any more.
        settings["Subscriptions:AllowLoopback"] = "false";
        await hub.RestartAsync(Cancellation);
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();

        Assert.Empty(receiver.Posts);
        var line = Assert.Single(await LedgerAsync(id));
        Assert.Equal((FeedOutcome.Sending, "host-not-listed"), (line.Outcome, Assert.Single(line.Attempts).Outcome));
        var asked = receiver.All.Count;
        var resumed = Assert.IsType<DeskOutcome.Done>(await Desk.ResumeAsync(Council, id, Cancellation));
        Assert.Equal((SubscriptionState.Requested, "host-not-listed"), (resumed.Subscription.State, resumed.Sent));
        Assert.Equal(asked, receiver.All.Count);
    }

    [Fact]
    public async Task A_day_in_which_neither_side_was_there_loses_nothing()
    {
        receiver.Answer = Receiver.With(StatusCodes.Status503ServiceUnavailable);
        var id = await SubscribeAsync();
        var events = Enumerable.Range(0, 30).Select(_ => SomeEvents.Referral(hub)).ToList();
        foreach (var told in events)
            await hub.PublishAsync(told);
        await hub.SentAsync();
        var before = receiver.Posts.Count;

        time.Advance(TimeSpan.FromMilliseconds(1));
        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        await hub.RestartAsync(Cancellation);
        time.Advance(TimeSpan.FromDays(1));
        await hub.SentAsync();

        Assert.Equal(events.Select(told => told.Id).Order(), receiver.Posts.Skip(before).Select(post => post.Id).Order());
        Assert.All(await LedgerAsync(id), line => Assert.Equal(FeedOutcome.Delivered, line.Outcome));
        Assert.Null(await NextAsync(id));
    }

    [Fact]
    public async Task An_address_that_hangs_is_left_after_fifteen_seconds()
    {
        var reached = new TaskCompletionSource();
        receiver.Answer = http =>
        {
            reached.TrySetResult();
            return Receiver.Hang(http);
        };
        var id = await SubscribeAsync();
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await reached.Task.WaitAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(15));
        await hub.SentAsync();

        var attempt = Assert.Single(Assert.Single(await LedgerAsync(id)).Attempts);
        Assert.Equal("timeout", attempt.Outcome);
    }

    [Fact]
    public async Task Feeds_are_kept_for_thirty_days_and_an_older_cursor_is_told_so()
    {
        var id = await SubscribeAsync();
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();
        time.Advance(TimeSpan.FromDays(31));
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();

        Assert.True(await hub.Services.GetRequiredService<FeedTrim>().RunAsync(Cancellation) >= 2);
        var feeds = hub.Services.GetRequiredService<FeedStore>();
        Assert.Equal([3L], (await LedgerAsync(id)).Select(line => line.Number));
        var pull = hub.Services.GetRequiredService<EventPull>();
        var (_, error) = await pull.ReadAsync(await FindAsync(id), 1, 10, TimeSpan.Zero, Cancellation);
        Assert.Equal("INT607", error?.Code);
        var (kept, _) = await pull.ReadAsync(await FindAsync(id), 2, 10, TimeSpan.Zero, Cancellation);
        Assert.Equal([3L], kept!.Entries.Select(entry => entry.Number));
        // Numbers go on, and holes stay none.
        await hub.PublishAsync(SomeEvents.Referral(hub));
        Assert.Equal(new FeedHead(4, 3, null), await feeds.ReadHeadAsync(id, Cancellation) with { ETag = null });

        // One that has ended is forgotten with its last event.
        await hub.SentAsync();
        Assert.IsType<DeskOutcome.Done>(await Desk.EndAsync(Council, id, Cancellation));
        await hub.Services.GetRequiredService<FeedTrim>().RunAsync(Cancellation);
        Assert.NotNull(await Desk.FindAsync(Council, id, Cancellation));
        time.Advance(TimeSpan.FromDays(31));
        await hub.Services.GetRequiredService<FeedTrim>().RunAsync(Cancellation);
        Assert.Null(await Desk.FindAsync(Council, id, Cancellation));
    }

    [Fact]
    public async Task What_a_paused_subscriber_did_not_take_for_thirty_days_is_not_sent_for_ever()
    {
        receiver.Answer = Receiver.With(StatusCodes.Status500InternalServerError);
        var id = await SubscribeAsync();
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();
        await Desk.PauseAsync(Council, id, Cancellation);
        time.Advance(TimeSpan.FromDays(31));
        var due = Assert.Single(await hub.Services.GetRequiredService<DueStore>().ReadAsync(id, 10, Cancellation));
        await hub.Services.GetRequiredService<FeedTrim>().RunAsync(Cancellation);
        Assert.Null(await NextAsync(id));
        Assert.Empty(await LedgerAsync(id));

        // One that was on its way while the feed was trimmed: what becomes of it is nobody's news any more, and it is not due again.
        var row = new TableEntity(id, due.Row.RowKey) { ["Event"] = due.Event.ToJson() };
        await hub.Truth.Tables.Deliveries.AddEntityAsync(row, Cancellation);
        var sent = new Attempt(time.GetUtcNow(), FeedOutcome.Delivered, 204, 1);
        await hub.Services.GetRequiredService<DueStore>().SettleAsync(id, due, FeedOutcome.Delivered, sent, null, null, Cancellation);
        Assert.Null(await NextAsync(id));
    }

    private SubscriptionDesk Desk => hub.Services.GetRequiredService<SubscriptionDesk>();

    /// <summary>A change that was cut off before it was answered is asked for again, and then changes nothing.</summary>
    [Fact]
    public async Task What_waits_is_sent_at_once_when_a_subscription_is_put_again_as_it_is()
    {
        receiver.Answer = Receiver.With(StatusCodes.Status503ServiceUnavailable);
        var id = await SubscribeAsync();
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();
        Assert.True(await NextAsync(id) > time.GetUtcNow());

        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        Assert.IsType<DeskOutcome.Done>(await Desk.ChangeAsync(Council, id, Request(), Cancellation));
        await hub.SentAsync();

        Assert.Equal(FeedOutcome.Delivered, Assert.Single(await LedgerAsync(id)).Outcome);
        Assert.Null(await NextAsync(id));
    }

    [Fact]
    public async Task An_end_that_was_asked_for_is_honoured()
    {
        var id = await SubscribeAsync(time.GetUtcNow().AddHours(1));
        await hub.PublishAsync(SomeEvents.Referral(hub));
        time.Advance(TimeSpan.FromHours(1));
        await hub.PublishAsync(SomeEvents.Referral(hub));
        await hub.SentAsync();
        Assert.Single(receiver.Posts);

        // A look that comes while the lane still writes down what it did leaves the end to the next.
        var state = SubscriptionState.Active;
        for (var look = 0; look < 10 && state is SubscriptionState.Active; look++)
        {
            await hub.Services.GetRequiredService<DeliveryPump>().LookAsync(Cancellation);
            await hub.SentAsync();
            state = (await FindAsync(id)).State;
        }

        Assert.Equal(SubscriptionState.Ended, state);
    }

    private SubscriptionRequest Request(DateTimeOffset? end = null) =>
        new(
            [EventTopic.SocialCareReferral],
            EventFilter.Everything,
            new Channel(ChannelKind.Webhook, receiver.Url, PayloadKind.IdOnly, null)
        )
        {
            End = end,
        };

    private async Task<string> SubscribeAsync(DateTimeOffset? end = null)
    {
        var done = Assert.IsType<DeskOutcome.Done>(await Desk.RegisterAsync(Council, Request(end), Cancellation));
        Assert.Equal(SubscriptionState.Active, done.Subscription.State);
        return done.Subscription.Id;
    }

    private async Task<Subscription> FindAsync(string id) => (await Desk.FindAsync(Council, id, Cancellation))!;

    private Task<DateTimeOffset?> NextAsync(string id) => hub.Services.GetRequiredService<DueStore>().NextAsync(id, Cancellation);

    private Task<IReadOnlyList<FeedEntry>> LedgerAsync(string id) =>
        hub.Services.GetRequiredService<FeedStore>().ReadAsync(id, 0, 100, Cancellation);
}
