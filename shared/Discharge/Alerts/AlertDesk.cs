using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
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

    /// <summary>How many looks at the queue go side by side.</summary>
    private const int AtOnce = 8;

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
        // Sessions of people whose earlier alert somebody still holds stay locked until this call ends, so that the queue offers others.
        var passedOver = new ConcurrentBag<ServiceBusSessionReceiver>();
        try
        {
            var waited = claimed.Count == 0 && await WaitForOneAsync();
            // Whoever waited for the first found the queue empty, and has it at once.
            while (claimed.Count < max && !waited)
            {
                var round = await Task.WhenAll(
                    Enumerable.Range(0, Math.Min(AtOnce, max - claimed.Count)).Select(_ => TakeAsync(ShortestLook))
                );
                claimed.AddRange(round.Select(taken => taken?.Alert).OfType<ClaimedAlert>());
                if (round.Any(taken => taken is null))
                    break;
            }
        }
        finally
        {
            foreach (var session in passedOver)
                await session.DisposeAsync();
        }

        // Of each person one at most.
        await Task.WhenAll(claimed.Select(alert => telling.TellAsync(hub.Id, alert.Id, cancellationToken)));
        return claimed;

        Task<Taken?> TakeAsync(TimeSpan look) => TakeOneAsync(hub, look, passedOver, caller, cancellationToken);

        async Task<bool> WaitForOneAsync()
        {
            var asked = time.GetUtcNow();
            for (var look = wait; look > ShortestLook; look = asked + wait - time.GetUtcNow())
            {
                var since = time.GetUtcNow();
                if (await TakeAsync(look) is not { } taken)
                    return true;
                if (taken.Alert is { } alert)
                {
                    claimed.Add(alert);
                    return time.GetUtcNow() - since > ShortestLook;
                }
            }

            return false;
        }
    }

    /// <summary>Takes the first alert of one person that stands, by the same rules: nobody waits, and other people's stay where they are.</summary>
    public async Task<ClaimOfPerson> ClaimOfAsync(DischargeHub hub, RecordId record, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var taken = await HeldAsync(hub, record.Value, cancellationToken) is { } held
            ? await ReclaimOneAsync(hub, held, caller, cancellationToken)
            : await TakeOfAsync(hub, record, caller, cancellationToken);
        if (taken is ClaimOfPerson.Taken { Alert: var alert })
            await telling.TellAsync(hub.Id, alert.Id, cancellationToken);
        return taken;
    }

    private async Task<ClaimOfPerson> ReclaimOneAsync(
        DischargeHub hub,
        TableEntity held,
        Caller caller,
        CancellationToken cancellationToken
    ) =>
        held.GetDateTimeOffset("LockedUntil") <= time.GetUtcNow()
        && await LeaseAgainAsync(hub, held, caller, cancellationToken) is { } alert
            ? new ClaimOfPerson.Taken(alert)
            : new ClaimOfPerson.Held();

    private async Task<ClaimOfPerson> TakeOfAsync(DischargeHub hub, RecordId record, Caller caller, CancellationToken cancellationToken)
    {
        ServiceBusSessionReceiver session;
        try
        {
            session = await serviceBus.AcceptSessionAsync(hub.QueueName, record.Value, cancellationToken: cancellationToken);
        }
        catch (ServiceBusException fault) when (fault.Reason is ServiceBusFailureReason.SessionCannotBeLocked)
        {
            // Somebody is taking it in this moment, here or on the bare queue.
            return new ClaimOfPerson.Held();
        }

        await using (session)
        {
            if (await HeldAsync(hub, record.Value, cancellationToken) is not null)
                return new ClaimOfPerson.Held();
            // Looked for first: to receive from a session without messages would keep whoever asks waiting.
            while (await session.PeekMessageAsync(fromSequenceNumber: 0, cancellationToken) is not null)
            {
                switch (await ReceiveOneAsync(hub, session, caller, cancellationToken))
                {
                    case Received.Leased { Alert: var alert }:
                        return new ClaimOfPerson.Taken(alert);
                    case Received.Lost:
                        return new ClaimOfPerson.Held();
                    case Received.Nothing:
                        return new ClaimOfPerson.NoneWaits();
                }
            }

            return new ClaimOfPerson.NoneWaits();
        }
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
            if (await LeaseAgainAsync(hub, session, caller, cancellationToken) is { } alert)
                claimed.Add(alert);
        }

        return claimed;
    }

    /// <summary>Leases what a session row names to another; null when somebody else was first.</summary>
    private async Task<ClaimedAlert?> LeaseAgainAsync(
        DischargeHub hub,
        TableEntity held,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var found = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
            hub.Id,
            AlertRow.KeyOf(held.Text("Alert")),
            cancellationToken: cancellationToken
        );
        return found.HasValue ? await LeaseAsync(new AlertRow(found.Value!), held.ETag, caller, cancellationToken) : null;
    }

    /// <summary>The row that says that somebody holds an alert of the person, or held one and did not acknowledge it.</summary>
    private async Task<TableEntity?> HeldAsync(DischargeHub hub, string recordId, CancellationToken cancellationToken)
    {
        var row = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
            hub.Id,
            AlertRow.SessionKeyOf(recordId),
            cancellationToken: cancellationToken
        );
        return row.HasValue ? row.Value : null;
    }

    private async Task<Taken?> TakeOneAsync(
        DischargeHub hub,
        TimeSpan wait,
        ConcurrentBag<ServiceBusSessionReceiver> passedOver,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        if (await NextSessionAsync(hub.QueueName, wait, cancellationToken) is not { } session)
            return null;

        // Looked up before anything is received: a delivery that comes to nothing would count against the message.
        if (await HeldAsync(hub, session.SessionId, cancellationToken) is not null)
        {
            passedOver.Add(session);
            return new Taken(null);
        }

        await using (session)
            return new Taken((await ReceiveOneAsync(hub, session, caller, cancellationToken) as Received.Leased)?.Alert);
    }

    /// <summary>Receives one message of a session whose person nobody holds an alert of, and settles it.</summary>
    private async Task<Received> ReceiveOneAsync(
        DischargeHub hub,
        ServiceBusSessionReceiver session,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        if (await session.ReceiveMessageAsync(ShortestLook, cancellationToken) is not { } message)
            return new Received.Nothing();
        if (AlertRow.TryMake(hub.Id, message) is not { } row)
        {
            await session.DeadLetterMessageAsync(message, ErrorCatalogue.EventDataInvalid.Code, cancellationToken: cancellationToken);
            return new Received.Needless();
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
            return new Received.Needless();
        }

        if (await LeaseAsync(row, null, caller, cancellationToken) is not { } alert)
        {
            await session.AbandonMessageAsync(message, cancellationToken: cancellationToken);
            return new Received.Lost();
        }

        await session.CompleteMessageAsync(message, cancellationToken);
        return new Received.Leased(alert);
    }

    private async Task<bool> IsSupersededAsync(AlertRow row, CancellationToken cancellationToken) =>
        row.CaseId is { } id
        && await cases.FindAsync(id, cancellationToken) is { } stored
        && stored.Case.Alerts.Any(alert => alert.Id == row.AlertId && alert.Hub == row.Hub && alert.SupersededBy is not null);

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

    private abstract record Received
    {
        internal sealed record Nothing : Received;

        /// <summary>A message that is no alert, or one that nobody need take any more.</summary>
        internal sealed record Needless : Received;

        /// <summary>Somebody else leased an alert of the person in this moment.</summary>
        internal sealed record Lost : Received;

        internal sealed record Leased(ClaimedAlert Alert) : Received;
    }
}
