using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using IntegrationHub.Operations;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Operations;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>From the sender's request to the subscriber's server it is one trace, and each delivery is counted; nothing says of whom.</summary>
public sealed class DeliveryTraceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_trace_leads_from_the_senders_request_to_the_subscribers_server_after_a_restart_too(bool endsBetween)
    {
        var trace = ActivityTraceId.CreateRandom().ToString();
        var spans = new ConcurrentBag<Activity>();
        using var listener = Listen(spans);
        using var measured = new Measured();
        await using var live = new ClockedLiveHub();
        await live.InitializeAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Receiver.With(StatusCodes.Status503ServiceUnavailable);
        await SubscribeAsync(live, receiver.Url);
        var person = TestPerson.New();

        // What the commit left to do cannot be done before the process ends, or is done at once.
        if (endsBetween)
            await live.Hub.BrokerDownAsync();
        var done = live.Hub.OutboxDoneOf(person);
        await TellAsync(live, person, trace);
        if (endsBetween)
            await live.Hub.RestartAsync(Cancellation);
        else
            await done.WaitAsync(Cancellation);
        await live.Hub.SentAsync();
        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        live.Clock.Advance(TimeSpan.FromSeconds(7));
        await live.Hub.SentAsync();

        Assert.Equal(2, receiver.Posts.Count);
        var deliveries = spans.Where(span => span.TraceId.ToString() == trace && span.OperationName == "Deliver").ToList();
        Assert.Equal(
            receiver.Posts.Select(post => post.Headers["traceparent"]).Order(StringComparer.Ordinal),
            deliveries.Select(span => span.Id!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                "hub.organisation=C90001 hub.channel=webhook hub.attempt=1 hub.outcome=failed",
                "hub.organisation=C90001 hub.channel=webhook hub.attempt=2 hub.outcome=delivered",
            ],
            deliveries
                .Select(span => string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")))
                .Order(StringComparer.Ordinal)
        );
        Assert.All(spans, span => Assert.DoesNotContain(person.Number, string.Join(' ', span.TagObjects), StringComparison.Ordinal));
        Assert.Contains(measured.All, one => one is { Name: "hub.delivery.lag", Tags: "channel=webhook", Value: >= 7 });
        Assert.True(measured.Sum("hub.deliveries", "channel=webhook outcome=failed organisation=C90001") >= 1);
        Assert.True(measured.Sum("hub.deliveries", "channel=webhook outcome=delivered organisation=C90001") >= 1);
    }

    [Fact]
    public async Task An_address_that_is_gone_is_counted_as_stopped_and_what_is_fetched_as_delivered()
    {
        using var measured = new Measured();
        await using var live = new ClockedLiveHub();
        await live.InitializeAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Receiver.With(StatusCodes.Status410Gone);
        await SubscribeAsync(live, receiver.Url, "social-care-referral");
        var pulled = await live.PullAsync(SubscriberApi.OtherCouncil);
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub, null, "C90001", "C90002"));
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub, null, "C90002"));
        await live.Hub.SentAsync();
        var page = await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Get, $"events?subscription={pulled}");
        var after = (string)page.Is(HttpStatusCode.OK).Json["next"]!;
        await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Get, $"events?subscription={pulled}&after={after}");

        Assert.True(measured.Sum("hub.deliveries", "channel=webhook outcome=stopped organisation=C90001") >= 1);
        Assert.True(measured.Sum("hub.deliveries", "channel=pull outcome=delivered organisation=C90002") >= 2);
    }

    private static async Task TellAsync(LiveHub live, TestPerson person, string trace)
    {
        var message = Messages.DischargedEvent(person, "stay");
        var reply = await live.AskAsync(
            message.From,
            HttpMethod.Post,
            message.Path,
            Cancellation,
            message.Body,
            message.ContentType,
            ("traceparent", $"00-{trace}-00f067aa0ba902b7-01")
        );
        reply.Is(HttpStatusCode.Accepted);
    }

    private static async Task SubscribeAsync(LiveHub live, string url, string topic = "discharge-alert") =>
        (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", url, topic))).Is(HttpStatusCode.Created);

    private static ActivityListener Listen(ConcurrentBag<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HubTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
