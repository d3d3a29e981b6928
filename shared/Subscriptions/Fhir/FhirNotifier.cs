using IntegrationHub.Access;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals.Work;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Webhooks;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Subscriptions.Fhir;

/// <summary>Sends FHIR notifications. Whole resources are read anew at each sending, as the organisation's own system would read them.</summary>
public sealed class FhirNotifier(
    WebhookClient webhooks,
    FeedStore feeds,
    LastTold lastTold,
    ResourceReads resources,
    ReferralTaskReads tasks,
    AccessPolicy policy,
    IOptions<SubscriptionOptions> options,
    TimeProvider time
)
{
    internal const string MediaType = "application/fhir+json";

    internal async Task<SendOutcome> NotifyAsync(Subscription to, DueEvent due, CancellationToken cancellationToken)
    {
        var told = await ShowAsync(to, due.Number, due.Event, to.Channel.Payload, cancellationToken);
        var last = await feeds.ReadHeadAsync(to.Id, cancellationToken);
        var outcome = await PostAsync(to, NotificationType.Event, due.Event.Id, last.Last, [told], cancellationToken);
        if (outcome is not SendOutcome.Delivered delivered || to.Channel.Payload is not PayloadKind.Full)
            return outcome;
        var notShown = NotificationBundle.FocusOf(due.Event).Except(told.Resources.Select(shown => shown.Address)).ToList();
        return notShown.Count == 0 ? delivered : delivered with { NotShown = notShown };
    }

    internal Task<SendOutcome> HandshakeAsync(Subscription to, CancellationToken cancellationToken) =>
        BareAsync(to, NotificationType.Handshake, cancellationToken);

    internal Task<SendOutcome> HeartbeatAsync(Subscription to, CancellationToken cancellationToken) =>
        BareAsync(to, NotificationType.Heartbeat, cancellationToken);

    /// <summary>An event with the resources that the subscriber may read now, where its payload has any.</summary>
    public async Task<NotifiedEvent> ShowAsync(
        Subscription to,
        long number,
        HubEvent told,
        PayloadKind payload,
        CancellationToken cancellationToken
    )
    {
        if (payload is not PayloadKind.Full || policy.SystemRoleOf(to.Organisation) is not { } role)
            return new NotifiedEvent(number, told, []);
        var who = new Reader(new Caller(to.Organisation, role, null, $"subscription:{to.Id}"), $"event:{FeedRows.HashOf(told.Id)}");
        var shown = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var address in NotificationBundle.FocusOf(told))
        {
            var parts = address.Split('/');
            if (parts[0] == "Task" && await tasks.ReadAsync(who, parts[1], cancellationToken) is { } task)
            {
                shown.Add((address, task.Body));
                continue;
            }

            var answer = await resources.ReadAsync(who, parts[0], parts[1], cancellationToken);
            // What it may not see, or what is deleted, is named and not shown.
            if (answer.Error is null && answer.Versions[0] is { Deleted: false } version)
                shown.Add((address, version.Body));
        }

        return new NotifiedEvent(number, told, shown);
    }

    private async Task<SendOutcome> BareAsync(Subscription to, string type, CancellationToken cancellationToken)
    {
        var last = await feeds.ReadHeadAsync(to.Id, cancellationToken);
        var id = $"{type}.{to.Id}.{time.GetUtcNow().ToUnixTimeMilliseconds()}";
        var outcome = await PostAsync(to, type, id, last.Last, [], cancellationToken);
        if (outcome is SendOutcome.Delivered)
            await lastTold.NoteAsync(to.Id, cancellationToken);
        return outcome;
    }

    private Task<SendOutcome> PostAsync(
        Subscription to,
        string type,
        string id,
        long last,
        IReadOnlyList<NotifiedEvent> events,
        CancellationToken cancellationToken
    )
    {
        var body = NotificationBundle.Write(to, type, last, events, to.Channel.Payload, options.Value.BaseUrl, time.GetUtcNow());
        return webhooks.PostAsync(to, new WebhookMessage(id, MediaType, body), cancellationToken);
    }
}
