using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Errors;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>
/// Lets people and systems take alerts over HTTP. The queue gives each alert out once and in order for a person; the table Alerts
/// remembers who holds it, so that any instance of the hub can take the acknowledgement. One partition a discharge hub:
/// <c>a|{alert}</c> is the alert, <c>s|{record}</c> says that somebody holds an alert of that person, so that the next waits.
/// </summary>
public sealed class AlertDesk(Tables tables, ServiceBusClient serviceBus, CaseStore cases, AlertTelling telling, TimeProvider time)
{
    /// <summary>How long a claimer has. Longer than the queue's own lock, so that an alert is never in both.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>How long one look at the queue takes at least; the service's clock has no finer grain.</summary>
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(100);

    /// <summary>Hands out up to <paramref name="max"/> alerts, waiting up to <paramref name="wait"/> for the first.</summary>
    public async Task<IReadOnlyList<ClaimedAlert>> ClaimAsync(
        DischargeHub hub,
        int max,
        TimeSpan wait,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(hub);
        var claimed = new List<ClaimedAlert>(await ReclaimAsync(hub, max, caller, cancellationToken));
        var until = time.GetUtcNow() + (claimed.Count > 0 ? TimeSpan.Zero : wait);
        // Sessions of people whose earlier alert somebody still holds stay locked until this call ends, so that the queue offers others.
        var passedOver = new List<ServiceBusSessionReceiver>();
        try
        {
            while (claimed.Count < max)
            {
                var look = until - time.GetUtcNow();
                if (
                    await TakeOneAsync(
                        hub,
                        claimed.Count > 0 || look < ShortestLook ? ShortestLook : look,
                        passedOver,
                        caller,
                        cancellationToken
                    )
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

        foreach (var alert in claimed)
            await telling.TellAsync(hub.Id, alert.Id, cancellationToken);
        return claimed;
    }

    /// <summary>Alerts that were claimed and never acknowledged come first: they are older than anything in the queue.</summary>
    private async Task<IReadOnlyList<ClaimedAlert>> ReclaimAsync(
        DischargeHub hub,
        int max,
        Caller caller,
        CancellationToken cancellationToken
    )
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
            if (found.HasValue && await LeaseAsync(new AlertRow(found.Value!), session.ETag, caller, cancellationToken) is { } alert)
                claimed.Add(alert);
        }

        return claimed;
    }

    private async Task<Taken?> TakeOneAsync(
        DischargeHub hub,
        TimeSpan wait,
        List<ServiceBusSessionReceiver> passedOver,
        Caller caller,
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
            if (before.HasValue || await IsSupersededAsync(row, cancellationToken))
            {
                // Delivered again after it was taken, where the table knows better; or nobody took it before a newer one made it needless.
                await session.CompleteMessageAsync(message, cancellationToken);
                return new Taken(null);
            }

            if (await LeaseAsync(row, null, caller, cancellationToken) is not { } alert)
            {
                await session.AbandonMessageAsync(message, cancellationToken: cancellationToken);
                return new Taken(null);
            }

            await session.CompleteMessageAsync(message, cancellationToken);
            return new Taken(alert);
        }
    }

    private async Task<bool> IsSupersededAsync(AlertRow row, CancellationToken cancellationToken) =>
        row.CaseId is { } id
        && await cases.FindAsync(id, cancellationToken) is { } stored
        && stored.Case.Alerts.Any(alert => alert.Id == row.AlertId && alert.SupersededBy is not null);

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
    private async Task<ClaimedAlert?> LeaseAsync(AlertRow row, ETag? session, Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var leased = row.Leased(now + Lease, Guid.NewGuid().ToString("N"), caller.Organisation);
        var told = AlertTelling.Put(AlertTelling.Row(leased, "Claim", leased.LockToken!, caller, WorkSaid.Claimed, now));
        try
        {
            await tables.Alerts.SubmitTransactionAsync(
                session is { } etag
                    ?
                    [
                        new(TableTransactionActionType.UpdateReplace, leased.ToRow(), row.ETag),
                        new(TableTransactionActionType.UpdateReplace, leased.ToSessionRow(), etag),
                        told,
                    ]
                    :
                    [
                        new(TableTransactionActionType.Add, leased.ToRow()),
                        new(TableTransactionActionType.Add, leased.ToSessionRow()),
                        told,
                    ],
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
