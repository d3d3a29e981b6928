using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge;

/// <summary>An alert in somebody's hands.</summary>
/// <param name="Rule">Which rule chose the hub.</param>
/// <param name="LockedUntil">After this the alert may be handed to another.</param>
/// <param name="LockToken">What acknowledges it; a new one at each claim.</param>
public sealed record ClaimedAlert(
    string Id,
    string Kind,
    string RecordId,
    DateTimeOffset RaisedAt,
    DateTimeOffset LockedUntil,
    string LockToken,
    string Rule
);

/// <summary>
/// Lets people and systems take alerts over HTTP. The queue gives each alert out once and in order for a person; the table Alerts
/// remembers who holds it, so that any instance of the hub can take the acknowledgement. One partition a discharge hub:
/// <c>a|{alert}</c> is the alert, <c>s|{record}</c> says that somebody holds an alert of that person, so that the next waits.
/// </summary>
public sealed class AlertDesk(Tables tables, ServiceBusClient serviceBus, TimeProvider time)
{
    /// <summary>How long a claimer has. Longer than the queue's own lock, so that an alert is never in both.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>How long one look at the queue takes at least; the service's clock has no finer grain.</summary>
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(100);

    /// <summary>Hands out up to <paramref name="max"/> alerts, waiting up to <paramref name="wait"/> for the first.</summary>
    public async Task<IReadOnlyList<ClaimedAlert>> ClaimAsync(DischargeHub hub, int max, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var claimed = new List<ClaimedAlert>(await ReclaimAsync(hub, max, cancellationToken));
        var until = time.GetUtcNow() + (claimed.Count > 0 ? TimeSpan.Zero : wait);
        // Sessions of people whose earlier alert somebody still holds stay locked until this call ends, so that the queue offers others.
        var passedOver = new List<ServiceBusSessionReceiver>();
        try
        {
            while (claimed.Count < max)
            {
                var look = until - time.GetUtcNow();
                if (
                    await TakeOneAsync(hub, claimed.Count > 0 || look < ShortestLook ? ShortestLook : look, passedOver, cancellationToken)
                    is not { } taken
                )
                    break;
                if (taken.Alert is { } alert)
                    claimed.Add(alert);
            }
        }
        finally
        {
            foreach (var session in passedOver)
                await session.DisposeAsync();
        }

        return claimed;
    }

    /// <summary>Closes an alert. Acknowledging twice with the same token is the same as once.</summary>
    /// <returns>Null when done.</returns>
    public async Task<HubError?> AcknowledgeAsync(DischargeHub hub, string alertId, string lockToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        if (!HubAlertId.IsMatch(alertId))
            return ErrorCatalogue.AlertNotFound;
        var found = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
            hub.Id,
            AlertRow.KeyOf(alertId),
            cancellationToken: cancellationToken
        );
        if (!found.HasValue)
            return ErrorCatalogue.AlertNotFound;

        var row = new AlertRow(found.Value!);
        if (!string.Equals(row.LockToken, lockToken, StringComparison.Ordinal))
            return ErrorCatalogue.AlertNotYours;
        if (row.IsAcknowledged)
            return null;
        if (row.LockedUntil <= time.GetUtcNow())
            return ErrorCatalogue.AlertNotYours;

        try
        {
            await tables.Alerts.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateReplace, row.Acknowledged(time.GetUtcNow()), row.ETag),
                    new(TableTransactionActionType.Delete, new TableEntity(hub.Id, AlertRow.SessionKeyOf(row.RecordId)), ETag.All),
                ],
                cancellationToken
            );
            return null;
        }
        catch (RequestFailedException fault) when (fault.Status is 412 or 404)
        {
            // Somebody claimed it in this moment, or the same acknowledgement came twice at once.
            var now = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
                hub.Id,
                AlertRow.KeyOf(alertId),
                cancellationToken: cancellationToken
            );
            return now.HasValue && new AlertRow(now.Value!) is { IsAcknowledged: true } done && done.LockToken == lockToken
                ? null
                : ErrorCatalogue.AlertNotYours.ToHubError();
        }
    }

    /// <summary>Alerts that were claimed and never acknowledged come first: they are older than anything in the queue.</summary>
    private async Task<IReadOnlyList<ClaimedAlert>> ReclaimAsync(DischargeHub hub, int max, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {hub.Id} and RowKey ge {"s|"} and RowKey lt {"t"} and LockedUntil le {now}"
        );
        var claimed = new List<ClaimedAlert>();
        await foreach (var session in tables.Alerts.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (claimed.Count == max)
                break;
            var found = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
                hub.Id,
                AlertRow.KeyOf(session.Text("Alert")),
                cancellationToken: cancellationToken
            );
            if (found.HasValue && await LeaseAsync(new AlertRow(found.Value!), session.ETag, cancellationToken) is { } alert)
                claimed.Add(alert);
        }

        return claimed;
    }

    private async Task<Taken?> TakeOneAsync(
        DischargeHub hub,
        TimeSpan wait,
        List<ServiceBusSessionReceiver> passedOver,
        CancellationToken cancellationToken
    )
    {
        if (await NextSessionAsync(hub.QueueName, wait, cancellationToken) is not { } session)
            return null;

        // Looked up before anything is received: a delivery that comes to nothing would count against the message.
        var heldRow = AlertRow.SessionKeyOf(session.SessionId);
        if ((await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(hub.Id, heldRow, cancellationToken: cancellationToken)).HasValue)
        {
            passedOver.Add(session);
            return new Taken(null);
        }

        await using (session)
        {
            if (await session.ReceiveMessageAsync(ShortestLook, cancellationToken) is not { } message)
                return new Taken(null);
            if (AlertRow.TryMake(hub.Id, message) is not { } row)
            {
                await session.DeadLetterMessageAsync(message, ErrorCatalogue.EventDataInvalid.Code, cancellationToken: cancellationToken);
                return new Taken(null);
            }

            var before = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
                hub.Id,
                AlertRow.KeyOf(row.AlertId),
                cancellationToken: cancellationToken
            );
            if (before.HasValue)
            {
                // Delivered again after it was taken: the table knows better.
                await session.CompleteMessageAsync(message, cancellationToken);
                return new Taken(null);
            }

            if (await LeaseAsync(row, null, cancellationToken) is not { } alert)
            {
                await session.AbandonMessageAsync(message, cancellationToken: cancellationToken);
                return new Taken(null);
            }

            await session.CompleteMessageAsync(message, cancellationToken);
            return new Taken(alert);
        }
    }

    /// <summary>Null when no session has a message within the wait.</summary>
    private async Task<ServiceBusSessionReceiver?> NextSessionAsync(string queue, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(wait);
        try
        {
            return await serviceBus.AcceptNextSessionAsync(queue, cancellationToken: enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ServiceBusException fault) when (fault.Reason is ServiceBusFailureReason.ServiceTimeout)
        {
            return null;
        }
    }

    /// <summary>Writes alert and session row together; null when somebody else was first.</summary>
    private async Task<ClaimedAlert?> LeaseAsync(AlertRow row, ETag? session, CancellationToken cancellationToken)
    {
        var leased = row.Leased(time.GetUtcNow() + Lease, Guid.NewGuid().ToString("N"));
        try
        {
            await tables.Alerts.SubmitTransactionAsync(
                session is { } etag
                    ?
                    [
                        new(TableTransactionActionType.UpdateReplace, leased.ToRow(), row.ETag),
                        new(TableTransactionActionType.UpdateReplace, leased.ToSessionRow(), etag),
                    ]
                    : [new(TableTransactionActionType.Add, leased.ToRow()), new(TableTransactionActionType.Add, leased.ToSessionRow())],
                cancellationToken
            );
            return leased.ToClaim();
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412 or 404)
        {
            return null;
        }
    }

    private sealed record Taken(ClaimedAlert? Alert);
}
