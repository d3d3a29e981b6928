using System.Globalization;
using System.Text;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Bus;

/// <summary>A council's own subscription of the topic for social care: one session a record, so that one person's events keep their order.</summary>
public sealed class BusChannel(ServiceBusClient serviceBus, HubDirectory directory, FeedStore feeds, TimeProvider time)
{
    /// <summary>Property of a message: the event's number in the council's feed.</summary>
    public const string NumberProperty = "number";

    private readonly ServiceBusSender sender = serviceBus.CreateSender(EntityTopologySettings.SocialCareReferralsTopic);

    /// <summary>Sent again after a crash, with the same message id: the topic drops it, or the council's subscription sees it twice.</summary>
    internal async Task SendAsync(Subscription subscription, HubEvent told, long number, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await PostAsync(subscription, told, number, cancellationToken);
        DeliveryMeter.Delivered(subscription.Channel.Kind.Name(), DeliveryOutcome.Delivered, subscription.Organisation.Value);
        var took = (int)time.GetElapsedTime(began).TotalMilliseconds;
        await feeds.NoteAsync(
            subscription.Id,
            number,
            FeedOutcome.Delivered,
            [new Attempt(time.GetUtcNow(), FeedOutcome.Delivered, null, took)],
            cancellationToken
        );
    }

    /// <summary>What was left of another way that the council received by before: it may come after what was told since.</summary>
    internal async Task<SendOutcome> PutAsync(Subscription to, DueEvent due, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync(to, due.Event, due.Number, cancellationToken);
            return new SendOutcome.Delivered(null);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            return new SendOutcome.Failed("bus-unavailable", null, null);
        }
    }

    private async Task PostAsync(Subscription subscription, HubEvent told, long number, CancellationToken cancellationToken)
    {
        var message = new ServiceBusMessage(Encoding.UTF8.GetString(CloudEventJson.Write(told, subscription.Id, number).Span))
        {
            // The topic's duplicate detection covers all councils, and each has a message of its own.
            MessageId = IdFor(told, subscription),
            SessionId = told.Record.Value,
            Subject = told.Kind,
            ContentType = CloudEventJson.MediaType,
        };
        message.ApplicationProperties[FilterPropertyOf(subscription)] = subscription.Organisation.Value;
        message.ApplicationProperties[NumberProperty] = number.ToString(CultureInfo.InvariantCulture);
        HubTrace.PutInto(message);
        await sender.SendMessageAsync(message, cancellationToken);
        HubMeter.BusOperations(1);
    }

    private string IdFor(HubEvent told, Subscription subscription) =>
        told.Concerns.Count(code => HasOwn(code)) > 1 ? $"{told.Id}.{subscription.Organisation}" : told.Id;

    private bool HasOwn(Identifiers.OdsCode code) =>
        directory.Messaging.Topics.Any(topic => topic.Subscriptions.Any(one => one.Council == code));

    private string FilterPropertyOf(Subscription subscription) =>
        directory
            .Messaging.Topics.SelectMany(topic => topic.Subscriptions)
            .First(one => one.Council == subscription.Organisation)
            .FilterProperty;
}
