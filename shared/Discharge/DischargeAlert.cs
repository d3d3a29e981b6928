using System.Text.Json.Serialization;

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

/// <param name="Kind">One of <see cref="Cases.CaseAlertKind"/>.</param>
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

    /// <summary>With notice-given: the notice's id, as GET /cases/{id} has it.</summary>
    public string? Notice { get; init; }

    /// <summary>With notice-given: one of <see cref="Cases.CaseNotice.Kinds"/>.</summary>
    public string? NoticeKind { get; init; }

    /// <summary>With an admission: likely to stay long.</summary>
    public bool? LongStayRisk { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DischargeAlertEvent))]
[JsonSerializable(typeof(DischargeAlertData))]
internal sealed partial class DischargeJson : JsonSerializerContext;
