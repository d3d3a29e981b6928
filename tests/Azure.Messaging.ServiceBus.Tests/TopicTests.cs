using Azure.Messaging.ServiceBus.Administration;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class TopicTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string[]> Received(TestBroker broker, string subscription) =>
        (await broker.Client.CreateReceiver("topic", subscription).Now()).Bodies();

    [Fact]
    public async Task Every_subscription_gets_its_own_copy_of_what_its_filters_take()
    {
        await using var broker = TestBroker.WithTopic(
            new SubscriptionDeclaration("all"),
            new SubscriptionDeclaration("north") { Filters = [new SqlRuleFilter("place = 'northfield'")] },
            new SubscriptionDeclaration("subject") { Filters = [new CorrelationRuleFilter { Subject = "referral" }] },
            new SubscriptionDeclaration("either") { Filters = [new SqlRuleFilter("place = 'x'"), new SqlRuleFilter("urgent = TRUE")] },
            new SubscriptionDeclaration("none") { Filters = [new FalseRuleFilter()] }
        );
        await broker.Send("n", entity: "topic", with: message => message.ApplicationProperties["place"] = "northfield");
        await broker.Send("r", entity: "topic", with: message => message.Subject = "referral");
        await broker.Send("u", entity: "topic", with: message => message.ApplicationProperties["urgent"] = true);

        Assert.Equal(["n", "r", "u"], await Received(broker, "all"));
        Assert.Equal(["n"], await Received(broker, "north"));
        Assert.Equal(["r"], await Received(broker, "subject"));
        Assert.Equal(["u"], await Received(broker, "either"));
        Assert.Empty(await Received(broker, "none"));
    }

    [Fact]
    public async Task Settling_one_subscription_s_copy_leaves_the_others()
    {
        await using var broker = TestBroker.WithTopic(new SubscriptionDeclaration("one"), new SubscriptionDeclaration("two"));
        await broker.Send("body", entity: "topic");
        var one = broker.Client.CreateReceiver("topic", "one");

        await one.DeadLetterMessageAsync(await one.Next(), "bad", cancellationToken: Cancellation);

        Assert.Equal(["body"], await Received(broker, "two"));
        var dead = broker.Client.CreateReceiver("topic", "one", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("topic/Subscriptions/one", (await dead.Next()).DeadLetterSource);
    }

    [Fact]
    public async Task A_correlation_filter_matches_every_set_property_exactly()
    {
        var filter = new CorrelationRuleFilter("c") { ApplicationProperties = { ["place"] = "north", ["tier"] = 2 } };
        await using var broker = TestBroker.WithTopic(new SubscriptionDeclaration("one") { Filters = [filter] });
        async Task Send(string body, string correlation, string place, object tier) =>
            await broker.Send(
                body,
                entity: "topic",
                with: message =>
                {
                    message.CorrelationId = correlation;
                    message.ApplicationProperties["place"] = place;
                    message.ApplicationProperties["tier"] = tier;
                }
            );
        await Send("match", "c", "north", 2);
        await Send("other correlation", "C", "north", 2);
        await Send("other place", "c", "North", 2);
        await Send("other tier", "c", "north", 3);

        Assert.Equal(["match"], await Received(broker, "one"));
    }

    [Fact]
    public async Task A_scheduled_message_reaches_the_subscriptions_at_its_time()
    {
        await using var broker = TestBroker.WithTopic(new SubscriptionDeclaration("one"), new SubscriptionDeclaration("two"));
        var sender = broker.Client.CreateSender("topic");
        var due = broker.Clock.GetUtcNow().AddMinutes(5);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), due, Cancellation);
        var cancelled = await sender.ScheduleMessageAsync(new ServiceBusMessage("never"), due, Cancellation);
        await sender.CancelScheduledMessageAsync(cancelled, Cancellation);
        Assert.Empty(await Received(broker, "one"));
        var waiting = broker.Client.CreateReceiver("topic", "two").Next();

        broker.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("later", (await waiting).Body.ToString());
        Assert.Equal("later", (await broker.Client.CreateReceiver("topic", "one").Next()).Body.ToString());
    }

    [Fact]
    public async Task A_subscription_with_sessions_dead_letters_what_has_none()
    {
        await using var broker = TestBroker.WithTopic(new SubscriptionDeclaration("one") { RequiresSession = true });
        await broker.Send("without", entity: "topic");
        await broker.Send("with", "a", entity: "topic");

        await using var session = await broker.Client.AcceptNextSessionAsync("topic", "one", cancellationToken: Cancellation);
        Assert.Equal(["with"], (await session.Now()).Bodies());
        var options = new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter };
        var dead = await broker.Client.CreateReceiver("topic", "one", options).Next();
        Assert.Equal(("without", "Session ID is null."), (dead.Body.ToString(), dead.DeadLetterReason));
    }

    [Fact]
    public void A_filter_that_cannot_be_read_is_refused_when_the_broker_opens()
    {
        var subscription = new SubscriptionDeclaration("one") { Filters = [new SqlRuleFilter("place = ")] };

        Assert.Throws<ArgumentException>(() => TestBroker.WithTopic(subscription));
    }
}
