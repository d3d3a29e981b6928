using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Errors;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>A subscription as partners write it in JSON. docs/interfaces.md tells of it.</summary>
internal sealed record SubscriptionBody(IReadOnlyList<string>? Topics, ChannelBody? Channel)
{
    /// <summary>Lists of values by name.</summary>
    public IReadOnlyDictionary<string, string[]>? Filter { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>On a change to a way by which the hub sends: the first number to be sent.</summary>
    public long? From { get; init; }

    internal static (SubscriptionRequest? Request, HubError? Error) Read(ReadOnlySpan<byte> json)
    {
        SubscriptionBody? body;
        try
        {
            body = JsonSerializer.Deserialize(json, SubscriptionBodyJson.Default.SubscriptionBody);
        }
        catch (JsonException)
        {
            body = null;
        }

        return body is null ? (null, ErrorCatalogue.BodyInvalid) : body.ToRequest();
    }

    private (SubscriptionRequest? Request, HubError? Error) ToRequest()
    {
        var topics = ImmutableArray.CreateBuilder<EventTopic>();
        foreach (var name in Topics ?? [])
        {
            if (!EventTopics.TryParse(name, out var topic))
                return (null, ErrorCatalogue.TopicUnknown.At("topics"));
            if (!topics.Contains(topic))
                topics.Add(topic);
        }

        if (ChannelWords.Parse(Channel?.Kind) is not { } kind)
            return (null, ErrorCatalogue.ChannelInvalid.At("channel.kind"));
        if (FilterWords.Parse(Filter ?? new Dictionary<string, string[]>()) is not { } filter)
            return (null, ErrorCatalogue.FilterInvalid.At("filter"));
        if (From is < 1)
            return (null, ErrorCatalogue.RangeInvalid.At("from"));
        return (
            new SubscriptionRequest(topics.ToImmutable(), filter, new Channel(kind, Channel!.Url, PayloadKind.IdOnly, null))
            {
                End = End,
                From = From,
            },
            null
        );
    }
}

internal sealed record ChannelBody(string? Kind)
{
    public string? Url { get; init; }
}

/// <summary>A range of a feed to be sent again.</summary>
internal sealed record ReplayBody(long From, long To)
{
    internal static ReplayBody? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SubscriptionBodyJson.Default.ReplayBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(SubscriptionBody))]
[JsonSerializable(typeof(ReplayBody))]
internal sealed partial class SubscriptionBodyJson : JsonSerializerContext;
