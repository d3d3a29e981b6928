using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>An operator sees which subscribers are in trouble, how far behind, and what to do.</summary>
public sealed class SubscriberTroubleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SubscriptionState.Active, ChannelKind.Webhook, 0, null, null)]
    [InlineData(SubscriptionState.Active, ChannelKind.Webhook, 2, 10.0, null)]
    [InlineData(SubscriptionState.Active, ChannelKind.Webhook, 3, 10.0, "failing")]
    [InlineData(SubscriptionState.Active, ChannelKind.Drop, 0, 61.0, "behind")]
    [InlineData(SubscriptionState.Active, ChannelKind.Pull, 0, 61.0, null)]
    [InlineData(SubscriptionState.Active, ChannelKind.Pull, 0, 1441.0, "behind")]
    [InlineData(SubscriptionState.Paused, ChannelKind.Webhook, 9, 1441.0, "paused")]
    [InlineData(SubscriptionState.Error, ChannelKind.Webhook, 9, 1441.0, "stopped")]
    [InlineData(SubscriptionState.Requested, ChannelKind.FhirHook, 0, null, "not-agreed")]
    public void Trouble_is_told_by_state_failures_and_age(
        SubscriptionState state,
        ChannelKind way,
        int failures,
        double? minutes,
        string? trouble
    )
    {
        var of = new Subscription("s", OdsCode.Parse("C90001"))
        {
            Topics = [EventTopic.SocialCareReferral],
            Channel = new(way, null, PayloadKind.IdOnly, null),
            State = state,
            CreatedAt = Now,
        };
        var backlog = new Backlog(7, minutes is null ? null : 5, minutes is { } age ? Now.AddMinutes(-age) : null);

        var found = SubscriberTrouble.Of(of, new FeedHealth(null, failures, null), backlog, Now);

        Assert.Equal(trouble, found?.Trouble);
        Assert.All([found?.Words, found?.Do], words => Assert.True(found is null || words!.EndsWith('.')));
    }

    [Fact]
    public async Task The_overview_lists_who_is_stopped_failing_or_behind_the_worst_first_and_asks_little_of_the_storage()
    {
        await using var live = new ClockedLiveHub();
        await live.InitializeAsync();
        await using var gone = await Receiver.StartAsync();
        await using var fails = await Receiver.StartAsync();
        await using var works = await Receiver.StartAsync();
        gone.Answer = Receiver.With(StatusCodes.Status410Gone);
        fails.Answer = Receiver.With(StatusCodes.Status500InternalServerError);
        var stopped = await SubscribeAsync(live, gone.Url);
        var failing = await SubscribeAsync(live, fails.Url);
        await SubscribeAsync(live, works.Url);
        var behind = await live.PullAsync(TestSender.Council);
        for (var told = 0; told < 3; told++)
            await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        live.Clock.Advance(TimeSpan.FromDays(1.1));
        await live.Hub.SentAsync();
        live.Hub.Storage.Forget();

        var list = await TroublesAsync(live);

        Assert.Equal(
            [(stopped, "stopped"), (failing, "failing"), (behind, "behind")],
            list.Select(one => ((string)one["subscription"]!, (string)one["trouble"]!))
        );
        Assert.Equal((1, 3), ((int)list[2]["backlog"]!["next"]!, (int)list[2]["backlog"]!["last"]!));
        Assert.Equal(Now, (DateTimeOffset)list[1]["backlog"]!["since"]!);
        Assert.Equal(Now, (DateTimeOffset)list[1]["health"]!["failingSince"]!);
        Assert.InRange(OfDeliveries(live), 1, 4 * 4);
        live.Hub.Storage.Forget();
        await TroublesAsync(live);
        Assert.Equal(0, OfDeliveries(live));
        Assert.All(live.Hub.Storage.Calls, call => Assert.True(call.Kind is not StorageCallKind.Query || call.NamesItsPartition));
    }

    private static int OfDeliveries(LiveHub live) => live.Hub.Storage.Calls.Count(call => call.Store == "Deliveries");

    private static async Task<IReadOnlyList<JsonNode>> TroublesAsync(LiveHub live)
    {
        var shown = (await live.AskAsync(SubscriberApi.Operator, HttpMethod.Get, "operations", Cancellation)).Is(HttpStatusCode.OK).Json;
        return [.. shown["subscribers"]!["subscribers"]!.AsArray().Select(one => one!)];
    }

    private static async Task<string> SubscribeAsync(LiveHub live, string url) =>
        (string)(await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", url))).Is(HttpStatusCode.Created).Json["id"]!;
}
