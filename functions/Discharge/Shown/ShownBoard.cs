using System.Text.Json.Serialization;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>A board as it is answered: as it stands for systems, and what the page is written from.</summary>
/// <param name="Board">Its id: a discharge hub's, or a council's ODS code.</param>
/// <param name="Kind"><c>discharge-hub</c> or <c>council</c>.</param>
/// <param name="AsAt">Clocks are read as of this moment.</param>
/// <param name="Open">How many open cases stand on it, whatever the filters.</param>
internal sealed record ShownBoard(
    string Board,
    string Name,
    string Kind,
    DateTimeOffset AsAt,
    int Open,
    IReadOnlyList<ShownChoice> Choices,
    IReadOnlyList<ShownColumn> Columns
)
{
    /// <summary>Of a council's whole board: the cases that wait for the council, the most urgent first.</summary>
    public IReadOnlyList<ShownCard>? Tasks { get; init; }

    public int? TaskCount { get; init; }

    /// <summary>Whether it is narrowed by anything.</summary>
    public bool IsNarrowed { get; init; }

    /// <summary>Names this state of the board.</summary>
    [JsonIgnore]
    public string Tag { get; init; } = "";

    /// <summary>Whether the caller may take alerts from it.</summary>
    [JsonIgnore]
    public bool MayWork { get; init; }

    public override string ToString() => $"ShownBoard {{ Board = {Board} }}";
}

/// <summary>By what the board can be narrowed: <c>?{By}={Token}</c>.</summary>
/// <param name="By">ward, pathway, neighbourhood or turn.</param>
/// <param name="Value">As on the cards.</param>
/// <param name="Label">For people.</param>
internal sealed record ShownChoice(string By, string Value, string Token, string Label, int Count, bool Chosen);

/// <param name="Count">Left out of those who left: the newest are listed.</param>
/// <param name="AtLeast">With several filters at once only so many are looked through; there may be more.</param>
internal sealed record ShownColumn(string Column, int? Count, bool AtLeast, IReadOnlyList<ShownCard> Cards);

/// <param name="Name">Left out where it is not known or withheld.</param>
internal sealed record ShownPerson(string? Name, string? NhsNumber, string? BirthDate, bool Withheld)
{
    public override string ToString() => "ShownPerson (withheld)";
}

/// <param name="Standing">due, soon, late or paused.</param>
internal sealed record ShownClock(
    string Kind,
    string Rule,
    DateTimeOffset DueAt,
    DateTimeOffset WarnAt,
    DateTimeOffset? PausedSince,
    string Standing,
    string Words
);

/// <param name="Tag">The four characters that a wall screen shows of it.</param>
internal sealed record ShownCard(string Case, string RecordId, string Tag, string State, DateTimeOffset Since, string Turn)
{
    public ShownPerson? Person { get; init; }
    public string? Trust { get; init; }
    public string? Site { get; init; }
    public string? Ward { get; init; }
    public int? Pathway { get; init; }
    public bool PathwayAgreed { get; init; }
    public DateTimeOffset? AdmittedAt { get; init; }
    public DateOnly? ExpectedDischarge { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Whole hours since then, until now or until the person left.</summary>
    public int? ReadyHours { get; init; }
    public DateTimeOffset? LeftAt { get; init; }
    public Delay? Delay { get; init; }
    public Assessment? Assessment { get; init; }

    /// <summary>Kind of the notice that waits for the council's answer.</summary>
    public string? NoticeToAnswer { get; init; }
    public DateOnly? CareFrom { get; init; }
    public string? Neighbourhood { get; init; }
    public bool LongStayRisk { get; init; }
    public bool Readmission { get; init; }
    public bool Withdrawn { get; init; }
    public int Conflicts { get; init; }
    public int OpenAlerts { get; init; }
    public IReadOnlyList<ShownClock> Clocks { get; init; } = [];

    /// <summary>The site's name, else the trust's.</summary>
    [JsonIgnore]
    public string? Hospital { get; init; }

    [JsonIgnore]
    public CaseState StateIs { get; init; }

    public override string ToString() => $"ShownCard {{ Case = {Case} }}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ShownBoard))]
[JsonSerializable(typeof(ShownWall))]
[JsonSerializable(typeof(ShownFigures))]
[JsonSerializable(typeof(ShownBoards))]
internal sealed partial class BoardsJson : JsonSerializerContext;
