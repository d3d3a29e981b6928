using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Operations;

/// <summary>An operator sees what lies in dead-letter queues, and has it worked again.</summary>
public sealed class DeadLetterTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string CareEvents = "care-events";
    private const string Northfield = "discharge-hub-northfield";

    private static readonly TestSender Operator = new("QZ9", "operator");
    private static readonly ServiceBusReceiverOptions OfDead = new() { SubQueue = SubQueue.DeadLetter };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_that_nobody_took_is_listed_by_reason_and_sent_anew_once()
    {
        var person = TestPerson.New();
        Assert.True((await live.Hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);
        var alert = await BuryAsync(person);

        var listed = Assert.Single(await QueuesAsync(), queue => (string?)queue["name"] == Northfield);
        Assert.Equal("TestReason", (string?)listed["reasons"]![0]!["reason"]);
        var replayed = await ReplayAsync(Northfield, "{}");

        Assert.Equal((200, 1, 0), (replayed.Status, (int)replayed.Json["done"]!, (int)replayed.Json["left"]!));
        var again = Assert.Single(await live.Hub.AlertsOfAsync(person, Cancellation));
        Assert.Equal(alert.Body.ToString(), again.Body.ToString());
        Assert.NotEqual(alert.MessageId, again.MessageId);
        Assert.DoesNotContain(await QueuesAsync(), queue => (string?)queue["name"] == Northfield);
    }

    [Fact]
    public async Task A_refused_care_event_is_taken_when_what_refused_it_is_mended_and_stays_until_then()
    {
        var person = TestPerson.New();
        await SendAsync(BornIn(Messages.Gp(person, 2), "1951-04-01"));
        var told = Messages.Gp(person, 2, from: TestSender.OtherPractice);
        await PutAsync(told);
        var number = await DeadAsync("INT208");

        var before = await ReplayAsync(CareEvents, $$"""{"sequenceNumber": {{number}}}""");
        Assert.Equal((409, "INT701"), (before.Status, (string?)before.Json["code"]));
        Assert.Equal("INT208", (string?)before.Json["errors"]![0]!["reason"]);

        await SendAsync(Messages.Gp(person, 2));
        var after = await ReplayAsync(CareEvents, $$"""{"sequenceNumber": {{number}}}""");
        Assert.Equal((200, 1), (after.Status, (int)after.Json["done"]!));
        Assert.Equal((1, told.Entries), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(person), told, Cancellation));
        Assert.Equal("INT700", (string?)(await ReplayAsync(CareEvents, $$"""{"sequenceNumber": {{number}}}""")).Json["code"]);
    }

    [Theory]
    [InlineData("no-such-queue", "{}", 404)]
    [InlineData(CareEvents, """{"sequenceNumber": 999999}""", 404)]
    [InlineData(CareEvents, """{"sequenceNumber": "one"}""", 400)]
    public async Task What_is_not_there_or_not_understood_is_refused(string queue, string body, int status) =>
        Assert.Equal(status, (await ReplayAsync(queue, body)).Status);

    [Fact]
    public async Task Only_operators_see_and_do_this()
    {
        var seen = await live.AskAsync(TestSender.Clinician, HttpMethod.Get, "operations", Cancellation);
        var done = await live.AskAsync(
            TestSender.Coordinator,
            HttpMethod.Post,
            $"operations/dead-letters/{Northfield}/replay",
            Cancellation,
            "{}"u8.ToArray(),
            "application/json"
        );

        Assert.Equal((403, 403), (seen.Status, done.Status));
    }

    private static TestMessage BornIn(TestMessage message, string date) =>
        message with
        {
            Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Body).Replace("1950-04-01", date, StringComparison.Ordinal)),
        };

    private async Task SendAsync(TestMessage message) =>
        Assert.True((await live.Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);

    private async Task PutAsync(TestMessage message)
    {
        await using var sender = live.Hub.ServiceBus.CreateSender(CareEvents);
        var sent = new ServiceBusMessage(message.Body) { ContentType = message.ContentType };
        sent.ApplicationProperties["authorization"] = $"Bearer {live.TokenOf(message.From)}";
        await sender.SendMessageAsync(sent, Cancellation);
    }

    /// <summary>As a consumer that cannot work with it.</summary>
    private async Task<ServiceBusReceivedMessage> BuryAsync(TestPerson person)
    {
        await using var session = await live.Hub.ServiceBus.AcceptSessionAsync(
            Northfield,
            live.Hub.RecordOf(person).Value,
            cancellationToken: Cancellation
        );
        var alert = await session.ReceiveMessageAsync(cancellationToken: Cancellation);
        await session.DeadLetterMessageAsync(alert!, "TestReason", cancellationToken: Cancellation);
        return alert!;
    }

    /// <returns>Its sequence number, once it is there.</returns>
    private async Task<long> DeadAsync(string reason)
    {
        await using var receiver = live.Hub.ServiceBus.CreateReceiver(CareEvents, OfDead);
        var message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(reason, message?.DeadLetterReason);
        await receiver.AbandonMessageAsync(message!, cancellationToken: Cancellation);
        return message!.SequenceNumber;
    }

    private async Task<IReadOnlyList<JsonNode>> QueuesAsync()
    {
        var reply = await live.AskAsync(Operator, HttpMethod.Get, "operations", Cancellation);
        Assert.Equal(200, reply.Status);
        return [.. reply.Json["deadLetters"]!.AsArray().Select(queue => queue!)];
    }

    private Task<Reply> ReplayAsync(string queue, string body) =>
        live.AskAsync(
            Operator,
            HttpMethod.Post,
            $"operations/dead-letters/{queue}/replay",
            Cancellation,
            Encoding.UTF8.GetBytes(body),
            "application/json"
        );
}
