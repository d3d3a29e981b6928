using System.Globalization;
using IntegrationHub.Cli.Up;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Bench;

/// <summary>Storage calls an event, from its telling until its three deliveries are settled: with those three subscriptions alone, and with a thousand more that it is not for.</summary>
internal static class DeliveryCalls
{
    private const int More = 997;
    private const int Events = 20;

    private static readonly OdsCode[] Concerned = [OdsCode.Parse("C90001"), OdsCode.Parse("X90001"), OdsCode.Parse("RX1")];

    public static async Task<IReadOnlyList<string>> MeasureAsync(CancellationToken cancellation)
    {
        var data = HubUnderTest.NewFolder();
        try
        {
            data.Create();
            var directory = Path.Combine(AppContext.BaseDirectory, "directory");
            var options = new UpOptions(0, data, directory, Demonstration: false, StorageKind.Embedded);
            await using var machine = await OneMachine.OpenAsync(options, TextWriter.Null, TimeProvider.System, cancellation);
            CountingTransport? counting = null;
            machine.Between = transport => counting ??= new CountingTransport(transport);
            await using var host = await HubRun.StartAsync(machine, 0, cancellation);
            await Readiness.WaitAsync(host.Addresses[0], TimeProvider.System, cancellation);
            await using var receiver = new HookReceiver();
            var services = host.Host.Services;
            foreach (var code in Concerned)
                await SubscribeAsync(services, code, $"three{code.Value.ToLowerInvariant()}", receiver.Url, cancellation);
            var few = await CountAsync(services, counting!, cancellation);
            for (var number = 0; number < More; number++)
                await SubscribeAsync(
                    services,
                    OdsCode.Parse("C90003"),
                    string.Create(CultureInfo.InvariantCulture, $"more{number}"),
                    receiver.Url,
                    cancellation
                );
            var many = await CountAsync(services, counting!, cancellation);
            return
            [
                FormattableString.Invariant(
                    $"storage calls an event, three of the subscriptions told: {few:0.0} with 3 subscriptions, {many:0.0} with {More + Concerned.Length}"
                ),
            ];
        }
        finally
        {
            System.IO.Directory.Delete(data.Path, recursive: true);
        }
    }

    private static async Task<double> CountAsync(IServiceProvider services, CountingTransport counting, CancellationToken cancellation)
    {
        var publisher = services.GetRequiredService<EventPublisher>();
        var pump = services.GetRequiredService<DeliveryPump>();
        // The first reads who has subscribed.
        await publisher.PublishAsync(Event(services), cancellation);
        await pump.IdleAsync(cancellation);
        counting.Calls.Clear();
        for (var number = 0; number < Events; number++)
        {
            await publisher.PublishAsync(Event(services), cancellation);
            await pump.IdleAsync(cancellation);
        }

        return counting.Calls.Count / (double)Events;
    }

    private static async Task SubscribeAsync(IServiceProvider services, OdsCode code, string id, string url, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<SubscriptionStore>();
        var now = TimeProvider.System.GetUtcNow();
        var one = new Subscription(id, code)
        {
            Topics = [EventTopic.SocialCareReferral],
            Channel = new Channel(ChannelKind.Webhook, $"{url}/{id}", PayloadKind.IdOnly, null),
            State = SubscriptionState.Active,
            CreatedAt = now,
            Keys = WebhookKeys.Renew([], now, now),
        };
        if (!await store.WriteAsync(one, await store.ReadAsync(cancellation), cancellation))
            throw new InvalidOperationException("Somebody else has subscribed meanwhile.");
    }

    private static HubEvent Event(IServiceProvider services)
    {
        var name = Guid.NewGuid().ToString("N");
        var record = services.GetRequiredService<Pseudonyms>().OfSendersPerson(OdsCode.Parse("X90001"), name);
        return new HubEvent(
            $"{record}.bench",
            EventTopic.SocialCareReferral,
            "care.referral.sent.v1",
            TimeProvider.System.GetUtcNow(),
            record,
            EventTier.Place,
            [.. Concerned]
        )
        {
            Kind = "sent",
            Place = "northfield",
            Focus = [$"ServiceRequest/{name}"],
        };
    }
}
