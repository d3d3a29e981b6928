using System.Collections.Immutable;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Topics;
using IntegrationHub.Subscriptions.Webhooks;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>Whether an organisation may have the subscription that it asks for.</summary>
public sealed class SubscriptionRules(
    HubDirectory directory,
    OutboundAddresses addresses,
    IOptions<SubscriptionOptions> options,
    TimeProvider time
)
{
    private const int MaxValues = 50;
    private const int MaxText = 64;

    /// <summary>What a council finds on its own subscription of the Service Bus topic.</summary>
    internal static ImmutableArray<EventTopic> TopicsOnTheBus { get; } = [EventTopic.SocialCareReferral, EventTopic.DischargeAlert];

    /// <param name="own">The organisation's other subscriptions that have not ended.</param>
    /// <param name="isBuiltIn">Whether it is about the one that the directory makes for a council.</param>
    /// <returns>The request with its address as it is kept, or why not.</returns>
    internal (SubscriptionRequest? Request, HubError? Error) Judge(
        OdsCode code,
        SubscriptionRequest request,
        IReadOnlyCollection<Subscription> own,
        bool isBuiltIn = false
    )
    {
        if (directory.Find(code) is not { } organisation)
            return (null, ErrorCatalogue.OrganisationUnknown);
        if (request.Topics.IsDefaultOrEmpty)
            return (null, ErrorCatalogue.TopicUnknown);
        if (request.Topics.Any(topic => !TopicRules.MayHear(organisation.Kind, topic)))
            return (null, ErrorCatalogue.TopicNotAllowed);
        if (WhyNot(organisation, request.Filter) is { } filter)
            return (null, filter);
        if (request.End <= time.GetUtcNow())
            return (null, ErrorCatalogue.EndInvalid);
        if (isBuiltIn && request.End is not null)
            return (null, ErrorCatalogue.SubscriptionBuiltIn);
        if (!isBuiltIn && own.Count(one => !one.IsBuiltIn) >= options.Value.MaxPerOrganisation)
            return (null, ErrorCatalogue.TooManySubscriptions);
        return request.Channel.Kind is ChannelKind.Bus ? OnTheBus(request, isBuiltIn) : WithAddress(code, request, own);
    }

    /// <summary>Who has none in the directory has no queue there; and on it there is nothing but what its schema says.</summary>
    private static (SubscriptionRequest? Request, HubError? Error) OnTheBus(SubscriptionRequest request, bool isBuiltIn) =>
        !isBuiltIn || request.Channel.Url is not null ? (null, ErrorCatalogue.ChannelInvalid)
        : request.Topics.Any(topic => !TopicsOnTheBus.Contains(topic)) ? (null, ErrorCatalogue.TopicNotAllowed)
        : (request, null);

    private (SubscriptionRequest? Request, HubError? Error) WithAddress(
        OdsCode code,
        SubscriptionRequest request,
        IReadOnlyCollection<Subscription> own
    )
    {
        var channel = request.Channel;
        if (!channel.HasAddress && channel.Url is not null)
            return (null, ErrorCatalogue.ChannelInvalid);
        if (!channel.HasAddress)
            return (request, null);
        if (addresses.Judge(channel.Url) is not { } url)
            return (null, ErrorCatalogue.AddressRefused);
        if (!addresses.IsListed(code, url))
            return (null, ErrorCatalogue.HostNotListed);
        if (own.Any(one => one.Channel.Url == url))
            return (null, ErrorCatalogue.AddressTaken);
        return (request with { Channel = channel with { Url = url } }, null);
    }

    /// <summary>Places and organisations that are there but whose people are others' are refused by their own code.</summary>
    private ErrorKind? WhyNot(Organisation organisation, EventFilter filter)
    {
        var lists = FilterWords.Of(filter).ToList();
        if (lists.Any(list => list.Values.Count > MaxValues || list.Values.Any(value => value.Length is 0 or > MaxText)))
            return ErrorCatalogue.FilterInvalid;
        if (filter.Places.Any(place => !directory.Places.ContainsKey(place)))
            return ErrorCatalogue.FilterInvalid;
        if (filter.Neighbourhoods.Any(id => !directory.Neighbourhoods.ContainsKey(id)))
            return ErrorCatalogue.FilterInvalid;
        if (filter.Organisations.Any(code => directory.Find(code) is null))
            return ErrorCatalogue.FilterInvalid;
        if (filter.Sections.Any(section => !Section.All.Any(one => one.Code == section)))
            return ErrorCatalogue.FilterInvalid;
        var own =
            filter.Places.All(organisation.Serves)
            && filter.Neighbourhoods.All(id => organisation.Serves(directory.Neighbourhoods[id]))
            && filter.Organisations.All(code => IsNear(organisation, directory.Find(code)!));
        return own ? null : ErrorCatalogue.FilterNotOwn;
    }

    /// <summary>Itself, or one that shares a place with it and is not of its own kind: another council's or practice's people are not its own.</summary>
    private static bool IsNear(Organisation organisation, Organisation other) =>
        organisation.OdsCode == other.OdsCode
        || organisation.PartOf == other.OdsCode
        || other.PartOf == organisation.OdsCode
        || organisation.Kind != other.Kind && other.Places.Any(organisation.Serves);
}
