using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>A subscriber's side of a hub's routes.</summary>
internal static class SubscriberApi
{
    internal static readonly TestSender OtherCouncil = new("C90002", "council-system");
    internal static readonly TestSender Operator = new("QZ9", "operator");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static Task<Reply> SubscribeAsync(this LiveHub live, TestSender caller, JsonObject body) =>
        live.JsonAsync(caller, HttpMethod.Post, "subscriptions", body);

    internal static Task<Reply> JsonAsync(this LiveHub live, TestSender caller, HttpMethod method, string path, JsonNode? body = null) =>
        live.AskAsync(
            caller,
            method,
            path,
            Cancellation,
            body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()),
            "application/json"
        );

    internal static JsonObject Body(string channel, string? url = null, params string[] topics)
    {
        var way = new JsonObject { ["kind"] = channel };
        if (url is not null)
            way["url"] = url;
        return new JsonObject
        {
            ["topics"] = new JsonArray([
                .. (topics.Length == 0 ? ["social-care-referral"] : topics).Select(topic => JsonValue.Create(topic)),
            ]),
            ["channel"] = way,
        };
    }

    /// <summary>A new subscription's id.</summary>
    internal static async Task<string> PullAsync(this LiveHub live, TestSender caller, params string[] topics) =>
        (string)(await live.SubscribeAsync(caller, Body("pull", null, topics))).Is(HttpStatusCode.Created).Json["id"]!;

    internal static Task PublishAsync(this TestHub hub, HubEvent told) =>
        hub.Services.GetRequiredService<EventPublisher>().PublishAsync(told, Cancellation);

    /// <summary>Ends when nothing more is sent before the clock moves on.</summary>
    internal static Task SentAsync(this TestHub hub) => hub.Services.GetRequiredService<DeliveryPump>().IdleAsync(Cancellation);

    internal static async Task<JsonArray> LedgerAsync(this LiveHub live, TestSender caller, string subscription) =>
        (await live.JsonAsync(caller, HttpMethod.Get, $"deliveries?subscription={subscription}")).Is(HttpStatusCode.OK).Json[
            "deliveries"
        ]!.AsArray();
}
