using System.Globalization;
using System.Net;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>What an event costs. The hub's clock stands still, so that no timer adds calls of its own.</summary>
public sealed class EventCostTests(ClockedLiveHub live) : IClassFixture<ClockedLiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_subscriptions_that_an_event_is_not_for_cost_no_storage_call_until_it_is_delivered()
    {
        await using var receiver = await Receiver.StartAsync();
        var made = await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", receiver.Url));
        made.Is(HttpStatusCode.Created);
        await CallsOfOneAsync();
        var before = await CallsOfOneAsync();

        // Other organisations' for the same topic, and the council's own whose filter leaves the event out.
        foreach (var number in Enumerable.Range(0, 1_000))
            Assert.True(await WriteAsync(number, receiver.Url));
        await CallsOfOneAsync();
        Assert.Equal(before, await CallsOfOneAsync());
        Assert.Equal(4, receiver.Posts.Count);
        Assert.Contains("Transaction 3", before);
    }

    /// <summary>Storage calls by kind, from an event's telling until its delivery is settled.</summary>
    private async Task<IReadOnlyList<string>> CallsOfOneAsync()
    {
        live.Hub.Storage.Forget();
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        return
        [
            .. live
                .Hub.Storage.Calls.GroupBy(call => call.Kind)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Count()}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<bool> WriteAsync(int number, string url)
    {
        var store = live.Hub.Services.GetRequiredService<SubscriptionStore>();
        var own = number % 50 == 0;
        var one = new Subscription(
            string.Create(CultureInfo.InvariantCulture, $"many{number:D4}"),
            OdsCode.Parse(own ? "C90001" : "C90003")
        )
        {
            Topics = [EventTopic.SocialCareReferral],
            Filter = own ? EventFilter.Everything with { Pathways = [3] } : EventFilter.Everything,
            Channel = new(ChannelKind.Webhook, url, PayloadKind.IdOnly, null),
            State = SubscriptionState.Active,
            CreatedAt = default,
        };
        return await store.WriteAsync(one, await store.ReadAsync(Cancellation), Cancellation);
    }
}
