using IntegrationHub.Subscriptions.Bus;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Drop;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Fhir;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Producers;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Subscriptions;

/// <summary>Events, who has subscribed to them, and how they get there.</summary>
public static class SubscriptionsRegistration
{
    public static IServiceCollection AddHubSubscriptions(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services
            .AddOptions<SubscriptionOptions>()
            .Bind(configuration.GetSection(SubscriptionOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddSingleton<SubscriptionStore>()
            .AddSingleton<SubscriptionRules>()
            .AddSingleton<SubscriptionDesk>()
            .AddSingleton<DeskReceipts>()
            .AddSingleton<FeedSignals>()
            .AddSingleton<FeedStore>()
            .AddSingleton<LastTold>()
            .AddSingleton<EventLog>()
            .AddSingleton<EventCursors>()
            .AddSingleton<EventPull>()
            .AddSingleton<FeedTrim>()
            .AddSingleton<DeliveryLedger>()
            .AddSingleton<SubscriberTroubles>()
            .AddSingleton<EventPublisher>()
            .AddSingleton<RecordEvents>()
            .AddSingleton<RecordWishes>()
            .AddHostedService(provider => provider.GetRequiredService<RecordWishes>());
        services
            .AddSingleton<OutboundAddresses>()
            .AddSingleton<OutboundHttp>()
            .AddSingleton<WebhookKeys>()
            .AddSingleton<WebhookClient>()
            .AddSingleton<FhirNotifier>()
            .AddSingleton<DropChannel>()
            .AddSingleton<BusChannel>();
        return services
            .AddSingleton<DueStore>()
            .AddSingleton<CatchUp>()
            .AddSingleton<EventSender>()
            .AddSingleton<StoppedNotices>()
            .AddSingleton<DeliveryLaneParts>()
            .AddSingleton<DeliveryPump>()
            .AddHostedService(provider => provider.GetRequiredService<DeliveryPump>());
    }
}
