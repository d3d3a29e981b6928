using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Operations;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Messaging;

/// <summary>
/// Messages as a newer version writes them, with application properties and JSON members that this one does not know, on every queue and
/// subscription that the hub reads: what is not known is passed over, and is there still where the message goes on.
/// </summary>
public sealed class NewerMessageTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string CareEvents = "care-events";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly ServiceBusReceiverOptions OfDead = new() { SubQueue = SubQueue.DeadLetter };

    private static readonly IReadOnlyDictionary<string, object> New = new Dictionary<string, object>
    {
        ["new-text"] = "any",
        ["new-number"] = 7,
        ["new-truth"] = true,
        ["new-time"] = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_trusts_queue_is_taken()
    {
        var known = Messages.DischargedEvent(TestPerson.New(), "stay");
        var told = new TestMessage(known.Person, known.From, known.Path, known.ContentType, Newer(known.Body), known.Entries, known.Alerts);
        foreach (var message in new[] { told, Messages.Stay(TestPerson.New(), "stay", discharged: true, version: 1) })
        {
            var done = live.Hub.OutboxDoneOf(message.Person);
            var sent = new ServiceBusMessage(message.Body) { ContentType = message.ContentType };
            sent.ApplicationProperties["authorization"] = $"Bearer {live.TokenOf(message.From)}";
            await SendAsync(CareEvents, sent);
            await done.WaitAsync(Patience, Cancellation);

            Assert.Equal((1, message.Entries), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(message.Person), message, Cancellation));
        }
    }

    [Fact]
    public async Task An_alert_is_claimed_and_acknowledged()
    {
        const string queue = "discharge-hub-northfield";
        var person = TestPerson.New();
        var record = live.Hub.RecordOf(person).Value;
        var done = live.Hub.OutboxDoneOf(person);
        Assert.True((await live.Hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);
        await done.WaitAsync(Patience, Cancellation);
        await using (var session = await live.Hub.ServiceBus.AcceptSessionAsync(queue, record, cancellationToken: Cancellation))
        {
            var alert = (await session.ReceiveMessageAsync(cancellationToken: Cancellation))!;
            await session.CompleteMessageAsync(alert, Cancellation);
            var newer = new ServiceBusMessage(alert) { MessageId = $"{alert.MessageId}.newer", Body = new(Newer(alert.Body.ToArray())) };
            await SendAsync(queue, newer);
        }

        var claim = JsonNode.Parse("""{"max":32,"waitSeconds":5}""")!;
        var claimed = (
            await live.JsonAsync(TestSender.Coordinator, HttpMethod.Post, "discharge-hubs/hub-northfield/alerts/claim", claim)
        ).Is(HttpStatusCode.OK);
        var held = Assert.Single(claimed.Json["alerts"]!.AsArray(), alert => (string?)alert!["recordId"] == record)!;
        (
            await live.JsonAsync(
                TestSender.Coordinator,
                HttpMethod.Post,
                $"discharge-hubs/hub-northfield/alerts/{(string)held["id"]!}/acknowledge",
                new JsonObject { ["lockToken"] = (string)held["lockToken"]! }
            )
        ).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_dead_letter_of_any_queue_or_subscription_is_listed_and_replayed_as_it_was()
    {
        var letters = live.Hub.Services.GetRequiredService<DeadLetters>();
        var all = Entities().ToList();
        Assert.True(all.Count > 4);
        foreach (var entity in all)
        {
            var id = Messages.NewName("letter");
            var body = Newer(Encoding.UTF8.GetBytes(new JsonObject { ["id"] = id, ["data"] = new JsonObject() }.ToJsonString()));
            var sent = new ServiceBusMessage(body) { MessageId = id, SessionId = id };
            if (entity.Subscription is { } council)
                sent.ApplicationProperties["council"] = council;
            await SendAsync(entity.Target, sent);
            await using (var session = await entity.AcceptAsync(live.Hub.ServiceBus, id, Cancellation))
                await session.DeadLetterMessageAsync(
                    (await session.ReceiveMessageAsync(Patience, Cancellation))!,
                    "TestReason",
                    cancellationToken: Cancellation
                );

            Assert.Contains(await letters.ReadAsync(Cancellation), list => list.Name == entity.Name && list.Count == 1);
            Assert.Equal(new Replayed(1, 0, null), await letters.ReplayAsync(entity.Name, sequenceNumber: null, Cancellation));
            await using var again = await entity.AcceptAsync(live.Hub.ServiceBus, id, Cancellation);
            var replayed = Assert.Single(await again.PeekMessagesAsync(10, cancellationToken: Cancellation));
            Assert.Equal(body, replayed.Body.ToArray());
            Assert.Equal(New, New.Keys.ToDictionary(name => name, name => replayed.ApplicationProperties[name]));
        }
    }

    /// <summary>A kind of message that only a newer version knows is refused with a code, and stays until it is known.</summary>
    [Fact]
    public async Task A_kind_of_message_that_is_not_known_lies_among_the_dead_letters()
    {
        var letters = live.Hub.Services.GetRequiredService<DeadLetters>();
        var told = Messages.DischargedEvent(TestPerson.New(), "stay");
        await SendAsync(CareEvents, new ServiceBusMessage(told.Body) { ContentType = "application/of-a-newer-version" });
        await using var dead = live.Hub.ServiceBus.CreateReceiver(CareEvents, OfDead);
        var letter = (await dead.ReceiveMessageAsync(Patience, Cancellation))!;
        await dead.AbandonMessageAsync(letter, cancellationToken: Cancellation);

        Assert.Equal("INT002", letter.DeadLetterReason);
        Assert.Equal("INT002", (await letters.ReplayAsync(CareEvents, letter.SequenceNumber, Cancellation))!.Code);
        Assert.Contains(await letters.ReadAsync(Cancellation), list => list.Name == CareEvents && list.Count == 1);
    }

    private IEnumerable<Entity> Entities()
    {
        foreach (var queue in live.Hub.Directory.Messaging.Queues.Where(queue => queue.Name != CareEvents))
            yield return new(queue.Name, queue.Name, null);
        foreach (var topic in live.Hub.Directory.Messaging.Topics)
        {
            foreach (var subscription in topic.Subscriptions)
                yield return new($"{topic.Name}.{subscription.Name}", topic.Name, subscription.Name);
        }
    }

    private async Task SendAsync(string target, ServiceBusMessage message)
    {
        foreach (var (name, value) in New)
            message.ApplicationProperties[name] = value;
        await using var sender = live.Hub.ServiceBus.CreateSender(target);
        await sender.SendMessageAsync(message, Cancellation);
    }

    /// <summary>With a member that is not known, of the event and of its data.</summary>
    private static byte[] Newer(byte[] body)
    {
        var json = JsonNode.Parse(body)!;
        json["ofnewerversion"] = "any";
        json["data"]!["ofANewerVersion"] = new JsonObject { ["a"] = new JsonArray(1, "b") };
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <param name="Name">As operators name it.</param>
    private sealed record Entity(string Name, string Target, string? Subscription)
    {
        internal Task<ServiceBusSessionReceiver> AcceptAsync(
            ServiceBusClient client,
            string session,
            CancellationToken cancellationToken
        ) =>
            Subscription is { } subscription
                ? client.AcceptSessionAsync(Target, subscription, session, cancellationToken: cancellationToken)
                : client.AcceptSessionAsync(Target, session, cancellationToken: cancellationToken);
    }
}
