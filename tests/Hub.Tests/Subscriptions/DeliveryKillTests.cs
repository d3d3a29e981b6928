using Azure;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>
/// The process ends at any storage call of a delivery, before or after it was done, and is started again; what made the event tells it again,
/// as an outbox row does.
/// </summary>
public sealed class DeliveryKillTests
{
    /// <summary>Storage calls of one event from its telling to its being settled, and some more.</summary>
    private const int Points = 14;

    private static readonly int Kills = Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1" ? 200 : 2 * Points;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kill_during_delivery_loses_no_event_and_sends_twice_only_under_the_same_id()
    {
        await using var hub = await TestHub.StartAsync(Cancellation);
        await using var receiver = await Receiver.StartAsync();
        var id = await SubscribeAsync(hub, receiver.Url);
        var events = new List<HubEvent>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var told = SomeEvents.Referral(hub);
            events.Add(told);
            _ = hub.Storage.Arm(kill % Points, kill / Points % 2 == 0 ? Fault.DiesBefore : Fault.DiesAfter);
            try
            {
                await hub.PublishAsync(told);
            }
            catch (RequestFailedException)
            {
                // It died on the way to being told.
            }

            await hub.SentAsync();
            await hub.RestartAsync(Cancellation);
            await hub.PublishAsync(told);
            await hub.SentAsync();
        }

        var entries = await hub.Services.GetRequiredService<FeedStore>().ReadAsync(id, 0, 1_000, Cancellation);
        Assert.Equal(events.Select(told => told.Id), entries.Select(entry => entry.Event.Id));
        Assert.Equal(Enumerable.Range(1, Kills).Select(number => (long)number), entries.Select(entry => entry.Number));
        Assert.All(entries, entry => Assert.Equal(FeedOutcome.Delivered, entry.Outcome));
        Assert.Null(await hub.Services.GetRequiredService<DueStore>().NextAsync(id, Cancellation));
        Assert.Equal(events.Select(told => told.Id).Order(), receiver.Posts.Select(post => post.Id).Distinct().Order());
    }

    private static async Task<string> SubscribeAsync(TestHub hub, string url)
    {
        var caller = new Caller(OdsCode.Parse("C90001"), Role.CouncilSystem, null, "council");
        var request = new SubscriptionRequest(
            [EventTopic.SocialCareReferral],
            EventFilter.Everything,
            new Channel(ChannelKind.Webhook, url, PayloadKind.IdOnly, null)
        );
        var desk = hub.Services.GetRequiredService<SubscriptionDesk>();
        return Assert.IsType<DeskOutcome.Done>(await desk.RegisterAsync(caller, request, Cancellation)).Subscription.Id;
    }
}
