using IntegrationHub.Directory;
using IntegrationHub.Subscriptions.Bus;
using IntegrationHub.Subscriptions.Drop;
using IntegrationHub.Subscriptions.Fhir;
using IntegrationHub.Subscriptions.Matching;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Webhooks;

namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>Sends one event the way its subscriber receives, if the rules still allow it.</summary>
public sealed class EventSender(
    WebhookClient webhooks,
    FhirNotifier fhir,
    DropChannel drop,
    BusChannel bus,
    HubDirectory directory,
    TimeProvider time
)
{
    internal async Task<SendOutcome> SendAsync(Subscription to, DueEvent due, CancellationToken cancellationToken)
    {
        // What came into the feed while it was allowed may not be allowed any more.
        if (
            EventMatch.WhyNot(due.Event, to with { Filter = EventFilter.Everything, End = null }, directory, time.GetUtcNow()) is { } reason
        )
            return new SendOutcome.Withheld(reason);
        return to.Channel.Kind switch
        {
            ChannelKind.Webhook => await webhooks.PostAsync(
                to,
                new WebhookMessage(due.Event.Id, CloudEventJson.MediaType, CloudEventJson.Write(due.Event, to.Id, due.Number)),
                cancellationToken
            ),
            ChannelKind.FhirHook => await fhir.NotifyAsync(to, due, cancellationToken),
            ChannelKind.Drop => await drop.PutAsync(to, due, cancellationToken),
            ChannelKind.Bus => await bus.PutAsync(to, due, cancellationToken),
            _ => throw new InvalidOperationException("Nothing is sent by this way."),
        };
    }
}
