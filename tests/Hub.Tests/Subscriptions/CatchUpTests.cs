using Azure;
using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>From fetching to being sent to: what waits is put on the schedule once, however often the lane wakes meanwhile.</summary>
public sealed class CatchUpTests
{
    /// <summary>More than two pages of the feed.</summary>
    private const int Waiting = 450;

    private static readonly Caller Council = new(OdsCode.Parse("C90001"), Role.CouncilSystem, null, "council");

    private readonly TestClock clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_wake_goes_on_from_where_the_one_before_came_to()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, clock);
        var id = await SubscribeAsync(hub);
        await FillAsync(hub, id, Waiting);
        await ChangeAsync(hub, id, ChannelKind.Drop);
        await hub.SentAsync();
        Assert.Equal(Waiting, await DeliveredAsync(hub, id));

        for (var more = 1; more <= 3; more++)
        {
            hub.Storage.Forget();
            await hub.PublishAsync(SomeEvents.Referral(hub));
            await hub.SentAsync();
            // A wake begins behind what was there, and goes on behind what it found.
            string[] behind = [$"RowKey gt 'n|{Waiting + more - 1:D12}'", $"RowKey gt 'n|{Waiting + more:D12}'"];
            var reads = FeedReads(hub);
            Assert.NotEmpty(reads);
            Assert.All(reads, address => Assert.Contains(behind, at => address.Contains(at, StringComparison.Ordinal)));
            Assert.Equal(Waiting + more, await DeliveredAsync(hub, id));
        }

        // Told by a process that still took it for one that fetches: found by the next look.
        await FillAsync(hub, id, 1);
        await LookAsync(hub);
        Assert.Equal(Waiting + 4, await DeliveredAsync(hub, id));
        clock.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        await LookAsync(hub);
        Assert.False((await WishAsync(hub, id)).HasValue);
        hub.Storage.Forget();
        await LookAsync(hub);
        Assert.Empty(FeedReads(hub));
    }

    [Fact]
    public async Task A_process_that_dies_on_the_way_leaves_how_far_it_came()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, clock);
        var id = await SubscribeAsync(hub);
        await FillAsync(hub, id, Waiting);
        // It dies when it has noted, after the wish itself, that the first page is on the schedule.
        hub.Storage.AfterEach = () =>
        {
            if (hub.Storage.Calls.Count(call => IsWishWritten(call, id)) == 2)
            {
                hub.Storage.AfterEach = null;
                _ = hub.Storage.Arm(0, Fault.DiesBefore);
            }

            return Task.CompletedTask;
        };
        await ChangeAsync(hub, id, ChannelKind.Drop);
        await hub.SentAsync();
        Assert.Equal(201, (await WishAsync(hub, id)).Value!.GetInt64("From"));

        await hub.RestartAsync(Cancellation);
        await hub.SentAsync();
        Assert.Equal(Waiting, await DeliveredAsync(hub, id));
        Assert.Equal(Waiting + 1, (await WishAsync(hub, id)).Value!.GetInt64("From"));
    }

    private static bool IsWishWritten(StorageCall call, string id) =>
        call.Kind is StorageCallKind.TableWrite && call.Address.Contains($"(PartitionKey='{id}',RowKey='c')", StringComparison.Ordinal);

    private static async Task<string> SubscribeAsync(TestHub hub) =>
        Assert.IsType<DeskOutcome.Done>(await Desk(hub).RegisterAsync(Council, Request(ChannelKind.Pull), Cancellation)).Subscription.Id;

    private static async Task ChangeAsync(TestHub hub, string id, ChannelKind kind) =>
        Assert.IsType<DeskOutcome.Done>(await Desk(hub).ChangeAsync(Council, id, Request(kind), Cancellation));

    private static SubscriptionDesk Desk(TestHub hub) => hub.Services.GetRequiredService<SubscriptionDesk>();

    private static SubscriptionRequest Request(ChannelKind kind) =>
        new([EventTopic.SocialCareReferral], EventFilter.Everything, new Channel(kind, null, PayloadKind.IdOnly, null));

    private static async Task FillAsync(TestHub hub, string id, int count)
    {
        var feeds = hub.Services.GetRequiredService<FeedStore>();
        for (var number = 0; number < count; number++)
            await feeds.AppendAsync(id, SomeEvents.Referral(hub), "topics-2", FeedOutcome.Waiting, Cancellation);
    }

    private static async Task LookAsync(TestHub hub)
    {
        await hub.Services.GetRequiredService<DeliveryPump>().LookAsync(Cancellation);
        await hub.SentAsync();
    }

    private static async Task<int> DeliveredAsync(TestHub hub, string id) =>
        (await hub.Services.GetRequiredService<FeedStore>().ReadAsync(id, 0, 1_000, Cancellation)).Count(entry =>
            entry.Outcome == FeedOutcome.Delivered
        );

    private static async Task<NullableResponse<TableEntity>> WishAsync(TestHub hub, string id) =>
        await hub.Truth.Tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(id, "c", cancellationToken: Cancellation);

    /// <summary>Where the feed's numbers were read from, by catching up.</summary>
    private static IReadOnlyList<string> FeedReads(TestHub hub) =>
        [
            .. hub
                .Storage.Calls.Where(call =>
                    call.Kind is StorageCallKind.Query && call.Address.Contains("RowKey gt 'n|", StringComparison.Ordinal)
                )
                .Select(call => call.Address),
        ];
}
