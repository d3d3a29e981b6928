using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Json.Schema;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>What docs/asyncapi.json says of the topic for social care is what councils find there, and what an address is sent.</summary>
public sealed class SentEventSchemaTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly EvaluationOptions WithFormats = new() { RequireFormatValidation = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_referral_is_told_on_the_councils_subscription_and_to_its_address_as_the_schema_says()
    {
        await using var receiver = await Receiver.StartAsync();
        (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", receiver.Url))).Is(HttpStatusCode.Created);
        var person = TestPerson.New();
        Assert.True((await live.Hub.Client.SendAsync(Messages.Referral(person, "referral"), Cancellation)).IsAcknowledgement);
        await live.Hub.SweepAsync(Cancellation);
        await live.Hub.SentAsync();

        var told = Assert.Single(await OnTopicAsync(live.Hub.RecordOf(person).Value));
        Assert.Equal("care.referral.sent.v1", (string?)told["type"]);
        var posted = JsonNode.Parse(Assert.Single(receiver.Posts, post => post.Id == (string?)told["id"]).Body)!;
        foreach (var each in new[] { told, posted })
            Fits(each, "subscription-event.v1.json");
        told["data"]!.AsObject().Remove("recordId");
        Assert.False(Schema("subscription-event.v1.json").Evaluate(told, WithFormats).IsValid);
    }

    [Fact]
    public async Task A_council_whose_address_is_gone_is_told_as_the_schema_says()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        };
        var body = SubscriberApi.Body("webhook", receiver.Url);
        var id = (string)(await live.SubscribeAsync(TestSender.Council, body)).Is(HttpStatusCode.Created).Json["id"]!;
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();

        Fits(Assert.Single(await OnTopicAsync(id)), "subscription-stopped.v1.json");
    }

    private async Task<IReadOnlyList<JsonNode>> OnTopicAsync(string session)
    {
        await using var receiver = await live.Hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            "C90001",
            session,
            cancellationToken: Cancellation
        );
        return
        [
            .. (await receiver.PeekMessagesAsync(10, cancellationToken: Cancellation)).Select(message => JsonNode.Parse(message.Body)!),
        ];
    }

    private static void Fits(JsonNode message, string schema) =>
        Assert.True(Schema(schema).Evaluate(message, WithFormats).IsValid, message.ToJsonString());

    private static JsonSchema Schema(string name) =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "schemas", name)));
}
