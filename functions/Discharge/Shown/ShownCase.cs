using System.Text.Json.Serialization;
using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>A case as it is answered: as it stands for systems, and what the page is written from.</summary>
/// <param name="Boards">Those on which it stands that the caller may see.</param>
internal sealed record ShownCase(
    string Case,
    string RecordId,
    string Tag,
    DateTimeOffset AsAt,
    string State,
    DateTimeOffset Since,
    string Turn,
    IReadOnlyList<ShownBoardName> Boards
)
{
    public ShownPerson? Person { get; init; }
    public string? Trust { get; init; }
    public string? Site { get; init; }
    public string? Ward { get; init; }
    public DateTimeOffset? AdmittedAt { get; init; }
    public ShownCode? AdmissionMethod { get; init; }
    public DateOnly? ExpectedDischarge { get; init; }
    public CriteriaReview? Criteria { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Whole hours since then, until now or until the person left.</summary>
    public int? ReadyHours { get; init; }
    public DateTimeOffset? ReferredAt { get; init; }
    public int? PathwayProposed { get; init; }
    public int? PathwayAgreed { get; init; }
    public DateTimeOffset? PathwayAgreedAt { get; init; }
    public Assessment? Assessment { get; init; }
    public Arrangement? Arrangement { get; init; }
    public Delay? Delay { get; init; }

    /// <summary>By local agreement between trust and council; in the order in which they were given.</summary>
    public IReadOnlyList<ShownNotice> Notices { get; init; } = [];
    public DateTimeOffset? LeftAt { get; init; }
    public ShownCode? DischargeMethod { get; init; }
    public ShownCode? Destination { get; init; }
    public string? TransferredTo { get; init; }

    /// <summary>Id of the earlier case.</summary>
    public string? ReadmissionOf { get; init; }
    public bool LongStayRisk { get; init; }
    public bool Withdrawn { get; init; }
    public IReadOnlyList<string> Hubs { get; init; } = [];

    /// <summary>Which rule chose them.</summary>
    public string? HubRule { get; init; }
    public string? Council { get; init; }
    public string? Place { get; init; }
    public string? Practice { get; init; }
    public IReadOnlyList<ShownClock> Clocks { get; init; } = [];
    public IReadOnlyList<ShownConflict> Conflicts { get; init; } = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ShownAlert> Alerts { get; init; } = [];

    /// <summary>In the order in which it happened.</summary>
    public IReadOnlyList<HistoryMoment> History { get; init; } = [];

    /// <summary>Whether there is an alert that the caller may take.</summary>
    [JsonIgnore]
    public bool MayTake { get; init; }

    /// <summary>What waits for an answer of the caller's council, where the caller may give it.</summary>
    [JsonIgnore]
    public IReadOnlyList<CaseAsk> Asks { get; init; } = [];

    [JsonIgnore]
    public CaseState StateIs { get; init; }

    public override string ToString() => $"ShownCase {{ Case = {Case} }}";
}

/// <param name="Id">The hub's id of it.</param>
/// <param name="Kind">assessment, discharge or withdrawal.</param>
/// <param name="By">ODS code of who gave it.</param>
internal sealed record ShownNotice(string Id, string Kind, DateTimeOffset GivenAt, string By)
{
    public string? To { get; init; }
    public DateOnly? Date { get; init; }

    /// <summary>Given later before its day than trust and council agreed.</summary>
    public bool Late { get; init; }
    public string? Says { get; init; }

    /// <summary>Id of the notice that it withdraws.</summary>
    public string? Withdraws { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public bool? Accepted { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The day that the council offered.</summary>
    public DateOnly? Offered { get; init; }

    public override string ToString() => $"ShownNotice {{ Id = {Id} }}";
}

/// <summary>A code of a national list: words where the list has it, else the code as it came.</summary>
internal sealed record ShownCode(string Code, string? Words);

/// <param name="Code">Permanent.</param>
internal sealed record ShownConflict(string Code, string Words, DateTimeOffset At, string Teller);

/// <param name="Stage">waiting, held, acknowledged, closed or superseded.</param>
internal sealed record ShownAlert(string Id, string Kind, string Hub, DateTimeOffset RaisedAt, string Stage)
{
    public string? Holder { get; init; }
    public DateTimeOffset? HeldUntil { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? EscalatedAt { get; init; }
    public string? ClosedBy { get; init; }
    public string? SupersededBy { get; init; }

    /// <summary>In words, for people.</summary>
    [JsonIgnore]
    public string Words { get; init; } = "";

    /// <summary>What the caller's organisation works it with; null where others hold it or nobody does.</summary>
    [JsonIgnore]
    public string? LockToken { get; init; }

    public override string ToString() => $"ShownAlert {{ Id = {Id}, Stage = {Stage} }}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ShownCase))]
internal sealed partial class CasesJson : JsonSerializerContext;
