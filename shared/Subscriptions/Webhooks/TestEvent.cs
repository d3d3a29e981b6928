using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Webhooks;

/// <summary>A message that a subscriber asks for to try its address: signed as all are, about nobody.</summary>
internal static class TestEvent
{
    internal static WebhookMessage For(Subscription to, DateTimeOffset now)
    {
        var body = new TestEventBody($"test.{to.Id}.{now.ToUnixTimeMilliseconds()}", now, to.Id);
        return new(body.Id, CloudEventJson.MediaType, JsonSerializer.SerializeToUtf8Bytes(body, TestEventJson.Default.TestEventBody));
    }
}

internal sealed record TestEventBody(string Id, DateTimeOffset Time, string Subscriptionid)
{
    public string Specversion { get; init; } = "1.0";

    public string Source { get; init; } = "urn:integration-hub:subscriptions";

    public string Type { get; init; } = "care.subscription.test.v1";

    public string Datacontenttype { get; init; } = "application/json";

    public TestEventData Data { get; init; } = new("This is a test. It is about nobody.");
}

internal sealed record TestEventData(string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TestEventBody))]
internal sealed partial class TestEventJson : JsonSerializerContext;
