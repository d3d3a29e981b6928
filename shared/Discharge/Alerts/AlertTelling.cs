using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>
/// Tells the case what was done with its alerts: as an event through intake, like anything else that is said of a stay. What is to be told
/// lies in table Alerts as <c>u|{alert}|{action}|{token}</c> from the moment it was done until it is told; a sweep tells what was cut off.
/// </summary>
public sealed partial class AlertTelling(
    Tables tables,
    HubDirectory directory,
    IntakeService intake,
    ParkedWork parked,
    TimeProvider time,
    ILogger<AlertTelling> logger
)
{
    private const string Prefix = "u|";

    /// <summary>What somebody has just done with an alert.</summary>
    /// <param name="hub">Where a case is passed on to.</param>
    internal static TableEntity Row(AlertRow alert, string action, string token, Caller caller, WorkSaid said, DateTimeOffset at)
    {
        var row = new TableEntity(alert.Hub, $"{Prefix}{alert.AlertId}|{action}|{token}")
        {
            ["Event"] = EventOf(alert, action, token, caller, said, at),
            ["Organisation"] = caller.Organisation.Value,
            ["Role"] = caller.Role.Name(),
            ["Subject"] = caller.Subject,
            ["At"] = at,
        };
        if (caller.Purpose is { } purpose)
            row["Purpose"] = purpose;
        TableRules.Assert(row);
        return row;
    }

    /// <summary>Done twice at once, it is the same row.</summary>
    internal static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    /// <summary>
    /// Tells what is to be told of one alert, now. Where intake cannot take it at the moment, it stays for <see cref="FinishAsync"/>: what was
    /// done with the alert is done all the same.
    /// </summary>
    internal async Task TellAsync(string hub, string alertId, CancellationToken cancellationToken)
    {
        try
        {
            await TellAllAsync(hub, $"{Prefix}{alertId}|", time.GetUtcNow(), cancellationToken);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            LogLater(alertId, fault.GetType().Name);
        }
    }

    /// <summary>Tells all that was cut off.</summary>
    /// <param name="grace">What is younger is left to whoever is at it.</param>
    public async Task FinishAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        foreach (var hub in directory.DischargeHubs.Keys)
            await TellAllAsync(hub, Prefix, time.GetUtcNow() - grace, cancellationToken);
    }

    private async Task TellAllAsync(string hub, string prefix, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {hub} and RowKey ge {prefix} and RowKey lt {prefix + "~"} and At le {until}"
        );
        var rows = new List<TableEntity>();
        await foreach (var row in tables.Alerts.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);
        foreach (var row in rows.OrderBy(row => row.GetDateTimeOffset("At")))
        {
            var outcome = await intake.ReceiveAsync(MessageIn(row), cancellationToken);
            if (outcome is IntakeOutcome.Refused refused)
            {
                if (refused.Errors[0].Kind.Status >= 500)
                {
                    LogLater(row.RowKey, refused.Errors[0].Code);
                    continue;
                }

                // It will be refused for ever: what was done with the alert stands, and an operator hears that the case does not know.
                await parked.UntoldAsync(row.RowKey, refused.Errors[0], cancellationToken);
            }

            await tables.Alerts.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private static IncomingMessage MessageIn(TableEntity row)
    {
        if (!OdsCode.TryParse(row.Text("Organisation"), out var organisation) || !Roles.TryParse(row.Text("Role"), out var role))
            throw new InvalidDataException("What is to be told of an alert names no caller.");
        return new IncomingMessage(
            new MessageRoute.CareEvent(),
            new Caller(organisation, role, row.GetString("Purpose"), row.Text("Subject")),
            System.Text.Encoding.UTF8.GetBytes(row.Text("Event")),
            IdempotencyKey: null,
            row.GetDateTimeOffset("At") ?? throw new InvalidDataException("What is to be told of an alert has no time."),
            $"alert-{row.RowKey[Prefix.Length..].Split('|')[1]}"
        );
    }

    private static string EventOf(AlertRow alert, string action, string token, Caller caller, WorkSaid said, DateTimeOffset at) =>
        JsonSerializer.Serialize(
            new WorkEvent(
                "1.0",
                $"{alert.AlertId}.{action}.{token}",
                $"urn:ods:{caller.Organisation.Value}",
                said.Type,
                at,
                new WorkData(alert.CaseId, alert.AlertId, said.Action, at, alert.Hub, said.ToHub, said.Reason)
            ),
            AlertWorkJson.Default.WorkEvent
        );

    [LoggerMessage(EventId = 360, Level = LogLevel.Warning, Message = "What was done with {Alert} is told to its case later ({Fault}).")]
    private partial void LogLater(string alert, string fault);
}

/// <summary>How an action is said to the case.</summary>
/// <param name="Type">CloudEvent type.</param>
/// <param name="Action">As in the event's data.</param>
internal sealed record WorkSaid(string Type, string? Action, string? Reason = null, string? ToHub = null)
{
    private const string Worked = "care.discharge.alert-worked.v1";

    internal static WorkSaid Claimed { get; } = new(Worked, "claimed");

    internal static WorkSaid Of(AlertCommand command, string? toHub) =>
        command.Action switch
        {
            AlertAction.Acknowledge => new(Worked, "acknowledged", command.Reason),
            AlertAction.HandBack => new(Worked, "handed-back", command.Reason),
            AlertAction.Escalate => new(Worked, "escalated", command.Reason),
            AlertAction.Complete => new(Worked, "completed", command.Reason),
            AlertAction.PassOn => new("care.discharge.passed-on.v1", null, command.Reason, toHub),
            AlertAction.Withdraw => new("care.discharge.withdrawn.v1", null, command.Reason),
            _ => throw new InvalidOperationException("An action of no known kind."),
        };

    public override string ToString() => $"WorkSaid {{ Type = {Type}, Action = {Action} }}";
}

internal sealed record WorkEvent(string Specversion, string Id, string Source, string Type, DateTimeOffset Time, WorkData Data)
{
    public override string ToString() => $"WorkEvent {{ Type = {Type} }}";
}

internal sealed record WorkData(string? CaseId, string Alert, string? Action, DateTimeOffset At, string Hub, string? To, string? Reason)
{
    public override string ToString() => "WorkData (withheld)";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WorkEvent))]
internal sealed partial class AlertWorkJson : JsonSerializerContext;
