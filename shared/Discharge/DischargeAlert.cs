using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Discharge;

/// <summary>
/// An alert as it stands on a discharge hub's queue: a CloudEvent (structured, JSON) that names the record, not the person.
/// docs/schemas/discharge-alert.v1.json describes it.
/// </summary>
public sealed record DischargeAlertEvent
{
    public const string Discharged = "discharged";

    public string Specversion { get; init; } = "1.0";

    /// <summary><c>{recordId}.{16 characters}</c>, derived from the stay and what is said of it.</summary>
    public required string Id { get; init; }

    public string Source { get; init; } = "urn:integration-hub:discharge";

    public string Type { get; init; } = "care.discharge.alert.v1";

    /// <summary>When the message that raised it came in. UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    public string Datacontenttype { get; init; } = "application/json";

    public required DischargeAlertData Data { get; init; }
}

/// <param name="Kind"><see cref="DischargeAlertEvent.Discharged"/>.</param>
/// <param name="Place">Place id, or null where none could be told.</param>
/// <param name="Rule">Which rule chose the discharge hub.</param>
/// <param name="Organisation">ODS code of the organisation that told of it.</param>
/// <param name="OccurredAt">The discharge as its sender wrote it (FHIR dateTime), if it said when.</param>
public sealed record DischargeAlertData(string Kind, string RecordId, string? Place, string Rule, string Organisation, string? OccurredAt)
{
    /// <summary>Of the stay; GET /cases/{id}.</summary>
    public string? CaseId { get; init; }

    /// <summary>At which tier of the system it is decided.</summary>
    public string Tier { get; init; } = "place";

    /// <summary>Id of the place's rule that asks for alerts of this kind; null for what is told whatever the rules say.</summary>
    public string? AlertRule { get; init; }

    /// <summary>Names of what the rule wants stated and nobody has stated.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Ids of older alerts that this one makes needless.</summary>
    public IReadOnlyList<string>? Supersedes { get; init; }

    /// <summary>With an admission: likely to stay long.</summary>
    public bool? LongStayRisk { get; init; }
}

/// <summary>Pure: from what a message says of stays, and what the record knows of them, to alerts.</summary>
public static class DischargeAlerts
{
    /// <summary>Stays a record's head remembers; older ones cannot raise an alert by a late version any more than by a new one.</summary>
    private const int RememberedStays = 200;

    /// <param name="known">The stays the record's head remembers.</param>
    /// <param name="hubs">Queues to raise each alert on, with the rule that chose them.</param>
    /// <returns>What to remember now, and what to send.</returns>
    public static (IReadOnlyList<AlertedStay> Stays, IReadOnlyList<OutboxMessage> Messages) Decide(
        IReadOnlyList<AlertedStay> known,
        IReadOnlyList<StayChange> changes,
        AlertContext context
    )
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0)
            return (known, []);

        var stays = known.ToList();
        var messages = new List<OutboxMessage>();
        foreach (var change in changes.OrderBy(change => change.Order))
        {
            var at = stays.FindIndex(stay => stay.Stay == change.Stay.Value);
            var before = at < 0 ? null : stays[at];
            if (before is not null && change.Order.IsOlderThan(new VersionOrder(before.Order)))
                continue;

            var alert = change.Discharged ? IdOf(change) : before?.AlertId ?? NoAlert;
            if (change.Discharged && alert != before?.AlertId)
                messages.AddRange(context.Hubs.Select(hub => ToMessage(change, alert, hub, context)));
            var after = new AlertedStay(change.Stay.Value, change.Order.Text, change.Discharged ? alert : NoAlert);
            if (at >= 0)
                stays.RemoveAt(at);
            stays.Add(after);
        }

        return (stays.Count > RememberedStays ? stays[^RememberedStays..] : stays, messages);
    }

    private const string NoAlert = "-";

    private static string IdOf(StayChange change)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, DischargeAlertEvent.Discharged, change.Stay.Value, FhirMinute(change.DischargedAt));
        return Base32.Encode(hash[..10]);
    }

    /// <summary>Two systems that differ by seconds tell of the same discharge.</summary>
    private static string FhirMinute(string? dateTime) =>
        Intake.FhirTimes.Instant(dateTime)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static OutboxMessage ToMessage(StayChange change, string alert, AlertedHub hub, AlertContext context)
    {
        var body = new DischargeAlertEvent
        {
            Id = $"{context.Record}.{alert}",
            Time = context.ReceivedAt,
            Data = new(
                DischargeAlertEvent.Discharged,
                context.Record.Value,
                hub.Place,
                hub.Rule,
                context.Sender.Value,
                change.DischargedAt
            ),
        };
        return new OutboxMessage(OutboxMessage.ToQueue, body.Id)
        {
            Target = hub.Queue,
            SessionId = context.Record.Value,
            Subject = body.Data.Kind,
            ContentType = "application/cloudevents+json",
            Body = JsonSerializer.Serialize(body, DischargeJson.Default.DischargeAlertEvent),
        };
    }
}

/// <summary>A queue to raise alerts on.</summary>
public sealed record AlertedHub(string Queue, string? Place, string Rule);

public sealed record AlertContext(RecordId Record, OdsCode Sender, DateTimeOffset ReceivedAt, IReadOnlyList<AlertedHub> Hubs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DischargeAlertEvent))]
internal sealed partial class DischargeJson : JsonSerializerContext;
