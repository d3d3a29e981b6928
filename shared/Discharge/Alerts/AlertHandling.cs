using Azure;
using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Errors;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>
/// What happens to a claimed alert. The row of the alert decides, under its ETag; what was done is put down beside it in the same
/// transaction to be told to the case (<see cref="AlertTelling"/>), so that it reaches the case's history though the process die.
/// </summary>
public sealed class AlertHandling(Tables tables, HubDirectory directory, CaseStore cases, AlertTelling telling, TimeProvider time)
{
    /// <summary>Idempotent: the same again with the same token is the same as once.</summary>
    /// <returns>Null when done.</returns>
    public async Task<HubError?> DoAsync(
        DischargeHub hub,
        string alertId,
        AlertCommand command,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(command);
        if (!command.HasSoundReason)
            return ErrorCatalogue.WorkReasonMissing.At("reason");
        if (!HubAlertId.IsMatch(alertId) || await FindAsync(hub, alertId, cancellationToken) is not { } row)
            return ErrorCatalogue.AlertNotFound;

        var verdict = Judge(row, command);
        if (verdict.Error is { } error)
            return error;
        if (verdict.IsDone)
        {
            // Its telling may have been cut off.
            await telling.TellAsync(hub.Id, alertId, cancellationToken);
            return null;
        }

        string? toHub = null;
        if (command.Action is AlertAction.PassOn)
        {
            toHub = command.ToHub ?? await OwnHubAsync(row, cancellationToken);
            if (toHub is null || toHub == hub.Id || !directory.DischargeHubs.ContainsKey(toHub))
                return ErrorCatalogue.NowhereToPassOn.At("toHub");
        }

        var told = AlertTelling.Row(
            row,
            command.Action.ToString(),
            command.LockToken,
            caller,
            WorkSaid.Of(command, toHub),
            time.GetUtcNow()
        );
        try
        {
            await tables.Alerts.SubmitTransactionAsync([.. Changes(row, command.Action), AlertTelling.Put(told)], cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412 or 404)
        {
            // Somebody claimed it in this moment, or the same came twice at once.
            var now = await FindAsync(hub, alertId, cancellationToken);
            if (now is null || !Judge(now, command).IsDone)
                return ErrorCatalogue.AlertNotYours;
        }

        await telling.TellAsync(hub.Id, alertId, cancellationToken);
        return null;
    }

    private Judgement Judge(AlertRow row, AlertCommand command)
    {
        if (!string.Equals(row.LockToken, command.LockToken, StringComparison.Ordinal))
            return new(ErrorCatalogue.AlertNotYours);
        var now = time.GetUtcNow();
        switch (command.Action)
        {
            case AlertAction.Acknowledge when row.IsAcknowledged:
            case AlertAction.HandBack when !row.IsAcknowledged && row.LockedUntil <= now:
                return new(Error: null, IsDone: true);
            case AlertAction.HandBack when row.IsAcknowledged:
                return new(ErrorCatalogue.AlertAcknowledged);
            case var action when row.ClosedBy is { } closed:
                return closed == action ? new(Error: null, IsDone: true) : new(ErrorCatalogue.AlertClosed);
            default:
                // Who has acknowledged it has it for good; else only as long as the lease runs.
                return row.IsAcknowledged || row.LockedUntil > now ? new(null) : new(ErrorCatalogue.AlertNotYours);
        }
    }

    private IEnumerable<TableTransactionAction> Changes(AlertRow row, AlertAction action)
    {
        var after = row.After(action, time.GetUtcNow());
        yield return new(TableTransactionActionType.UpdateReplace, after.ToRow(), row.ETag);
        if (row.IsAcknowledged || action is AlertAction.Escalate)
            yield break;
        // Handed back, it stays before the person's next one; else that may go out.
        yield return action is AlertAction.HandBack
            ? new(TableTransactionActionType.UpdateReplace, after.ToSessionRow(), ETag.All)
            : new(TableTransactionActionType.Delete, new TableEntity(row.Hub, AlertRow.SessionKeyOf(row.RecordId)), ETag.All);
    }

    /// <summary>The hub that serves the person's place now.</summary>
    private async Task<string?> OwnHubAsync(AlertRow row, CancellationToken cancellationToken) =>
        row.CaseId is { } id
        && (await cases.FindAsync(id, cancellationToken))?.Case.Place is { } place
        && directory.Places.TryGetValue(place, out var known)
            ? directory.HubFor(known)?.Id
            : null;

    private async Task<AlertRow?> FindAsync(DischargeHub hub, string alertId, CancellationToken cancellationToken)
    {
        var found = await tables.Alerts.GetEntityIfExistsAsync<TableEntity>(
            hub.Id,
            AlertRow.KeyOf(alertId),
            cancellationToken: cancellationToken
        );
        return found.HasValue ? new AlertRow(found.Value!) : null;
    }

    /// <param name="IsDone">The very same was done before.</param>
    private readonly record struct Judgement(ErrorKind? Error, bool IsDone = false);
}
