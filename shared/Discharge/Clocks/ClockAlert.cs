using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>
/// A warning or escalation as it stands on a discharge hub's queue, and with whoever has subscribed at a council: a CloudEvent that names the record,
/// not the person. docs/schemas/discharge-clock.v1.json describes it.
/// </summary>
public sealed record ClockAlertEvent
{
    public const string Warning = "clock-warning";
    public const string Escalated = "escalated";

    public string Specversion { get; init; } = "1.0";

    /// <summary><c>{recordId}.{16 characters}</c>, derived from the case, the clock's rule, the step and its moment.</summary>
    public required string Id { get; init; }

    public string Source { get; init; } = "urn:integration-hub:discharge";

    public string Type { get; init; } = "care.discharge.clock.v1";

    /// <summary>When the step came. UTC. Later than this only where the hub was away.</summary>
    public required DateTimeOffset Time { get; init; }

    public string Datacontenttype { get; init; } = "application/json";

    public required ClockAlertData Data { get; init; }
}

/// <param name="Kind"><see cref="ClockAlertEvent.Warning"/> or <see cref="ClockAlertEvent.Escalated"/>.</param>
/// <param name="Rule">Which rule chose the discharge hub.</param>
/// <param name="Organisation">ODS code of the trust whose stay it is.</param>
/// <param name="Clock"><c>acknowledge</c>, <c>assess</c> or <c>arrange</c>.</param>
/// <param name="ClockRule">Id of the place's rule that times it.</param>
/// <param name="Alert">Id of the alert that is to be acknowledged.</param>
/// <param name="EscalatedTo">ODS codes of whom an escalation is told to.</param>
public sealed record ClockAlertData(
    string Kind,
    string RecordId,
    string CaseId,
    string? Place,
    string Rule,
    string? Organisation,
    string Clock,
    string ClockRule,
    DateTimeOffset StartedAt,
    DateTimeOffset DueAt,
    string? Alert,
    IReadOnlyList<string>? EscalatedTo
);

/// <summary>Pure: from a step to the messages that tell of it.</summary>
internal static class ClockAlerts
{
    private const string ContentType = "application/cloudevents+json";

    /// <summary>To the discharge hubs that work the case; an escalation to the council too, where the rule says so.</summary>
    internal static IReadOnlyList<OutboxMessage> Of(DischargeCase of, DueStep step, HubDirectory directory)
    {
        if (!HubResourceId.TryParse(of.Id, out var id))
            throw new InvalidDataException("A case's id names no record.");
        var record = id.Record;
        var escalates = step.Moment.Step is ClockStep.Escalate;
        var told = escalates ? ToldOf(of, step.Clock, directory) : [];
        var alert = new ClockAlertEvent
        {
            Id = $"{record}.{step.Id}",
            Time = step.Moment.At,
            Data = new(
                escalates ? ClockAlertEvent.Escalated : ClockAlertEvent.Warning,
                record.Value,
                of.Id,
                of.Place,
                of.HubRule,
                of.Trust,
                NameOf(step.Clock.Kind),
                step.Clock.Rule,
                step.Clock.StartedAt,
                step.Clock.DueAt,
                step.Clock.Alert,
                escalates ? told : null
            ),
        };
        var message = new OutboxMessage(OutboxMessage.ToQueue, alert.Id)
        {
            SessionId = record.Value,
            Subject = alert.Data.Kind,
            ContentType = ContentType,
            Body = JsonSerializer.Serialize(alert, ClockJson.Default.ClockAlertEvent),
        };
        return
        [
            .. HubsOf(of, step.Clock, directory).Select(hub => message with { Target = hub.QueueName }),
            .. told.Count == 0 ? [] : (OutboxMessage[])[ToSubscribers(of, record, alert, told, directory)],
        ];
    }

    private static OutboxMessage ToSubscribers(
        DischargeCase of,
        RecordId record,
        ClockAlertEvent alert,
        IReadOnlyList<string> told,
        HubDirectory directory
    ) =>
        CaseEvents
            .Of(of, record, [.. told.Select(OdsCode.Parse)], directory, alert.Id, alert.Type, alert.Time)
            .With(alert.Source, alert.Data.Kind, JsonSerializer.Serialize(alert.Data, ClockJson.Default.ClockAlertData))
            .ToOutbox();

    internal static string NameOf(ClockKind kind) =>
        kind switch
        {
            ClockKind.Acknowledge => "acknowledge",
            ClockKind.Assess => "assess",
            ClockKind.Arrange => "arrange",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static IEnumerable<DischargeHub> HubsOf(DischargeCase of, CaseClock clock, HubDirectory directory)
    {
        foreach (var id in clock.Hub is { } only ? [only] : of.Hubs)
        {
            if (directory.DischargeHubs.TryGetValue(id, out var hub))
                yield return hub;
        }
    }

    private static IReadOnlyList<string> ToldOf(DischargeCase of, CaseClock clock, HubDirectory directory) =>
        [.. clock.EscalateTo.SelectMany(target => OrganisationsOf(target, of, clock, directory)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> OrganisationsOf(
        EscalationTarget target,
        DischargeCase of,
        CaseClock clock,
        HubDirectory directory
    ) =>
        target switch
        {
            EscalationTarget.HubHost => HubsOf(of, clock, directory).Select(hub => hub.Host.Value),
            EscalationTarget.Council => of.Council is { } council ? [council] : [],
            EscalationTarget.Trust => of.Trust is { } trust ? [trust] : [],
            EscalationTarget.Board => [directory.CareSystem.OdsCode.Value],
            _ => throw new ArgumentOutOfRangeException(nameof(target)),
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ClockAlertEvent))]
[JsonSerializable(typeof(ClockAlertData))]
internal sealed partial class ClockJson : JsonSerializerContext;
