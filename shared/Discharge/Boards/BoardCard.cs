using System.Text.Json.Serialization;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Boards;

/// <summary>Who it is, as the person's record said when the card was last written. Personal: it prints as a fixed text.</summary>
/// <param name="Name">Null where it is not known or must not be shown.</param>
/// <param name="NhsNumber">Ten digits.</param>
/// <param name="BirthDate">FHIR date.</param>
/// <param name="IsWithheld">The person once objected to sharing: who it is must be looked up in the record, where the objection is weighed.</param>
public sealed record CardPerson(string? Name, string? NhsNumber, string? BirthDate, bool IsWithheld)
{
    public override string ToString() => "CardPerson (withheld)";
}

/// <summary>A clock that runs on a case, as of when the card was written.</summary>
/// <param name="Kind">acknowledge, assess or arrange.</param>
/// <param name="PausedSince">Null while it runs.</param>
public sealed record CardClock(string Kind, string Rule, DateTimeOffset DueAt, DateTimeOffset WarnAt, DateTimeOffset? PausedSince);

/// <summary>One case on a board: what a hub or a council needs to see at a glance.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="Turn">Who must act: see <see cref="CaseTurn"/>.</param>
public sealed record BoardCard(string Case, CaseState State, DateTimeOffset Since, string Turn)
{
    public CardPerson? Person { get; init; }

    /// <summary>ODS code.</summary>
    public string? Trust { get; init; }

    public string? Site { get; init; }

    public string? Ward { get; init; }

    /// <summary>0 to 3; the agreed one, else the one proposed.</summary>
    public int? Pathway { get; init; }

    public bool IsPathwayAgreed { get; init; }

    public DateTimeOffset? AdmittedAt { get; init; }

    public DateOnly? ExpectedDischarge { get; init; }

    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    public Delay? Delay { get; init; }

    public Assessment? Assessment { get; init; }

    /// <summary>Kind of the notice that waits for the council's answer; null where none does.</summary>
    public string? NoticeToAnswer { get; init; }

    /// <summary>Day from which care is arranged.</summary>
    public DateOnly? CareFrom { get; init; }

    /// <summary>Id of the neighbourhood of the registered practice.</summary>
    public string? Neighbourhood { get; init; }

    public bool LongStayRisk { get; init; }

    public bool IsReadmission { get; init; }

    public bool IsWithdrawn { get; init; }

    /// <summary>How many things told of it contradict.</summary>
    public int Conflicts { get; init; }

    /// <summary>Alerts that nobody has acknowledged and none has superseded.</summary>
    public int OpenAlerts { get; init; }

    public IReadOnlyList<CardClock> Clocks { get; init; } = [];

    /// <summary>Whether the person is still in hospital, or expected there.</summary>
    [JsonIgnore]
    public bool IsOpen => State <= CaseState.Arranged;

    /// <summary>The clock that runs out first.</summary>
    [JsonIgnore]
    public CardClock? NextClock => Clocks.Where(clock => clock.PausedSince is null).MinBy(clock => clock.DueAt);

    public override string ToString() => $"BoardCard {{ Case = {Case}, State = {State} }}";

    /// <param name="neighbourhood">Of the registered practice.</param>
    internal static BoardCard Of(DischargeCase of, CardPerson? person, string? neighbourhood, IReadOnlyList<CardClock> clocks) =>
        new(of.Id, of.State, of.Since, CaseTurn.Of(of))
        {
            Person = person,
            Trust = of.Trust,
            Site = of.Site,
            Ward = of.Ward,
            Pathway = of.PathwayAgreed ?? of.PathwayProposed,
            IsPathwayAgreed = of.PathwayAgreed is not null,
            AdmittedAt = of.AdmittedAt,
            ExpectedDischarge = of.ExpectedDischarge,
            ReadyAt = of.ReadyAt,
            LeftAt = of.LeftAt,
            Delay = of.Delay,
            Assessment = of.Assessment,
            NoticeToAnswer = of.IsOpen ? of.Notices.FirstOrDefault(notice => notice.Waits)?.Kind : null,
            CareFrom = of.Arrangement?.From,
            Neighbourhood = neighbourhood,
            LongStayRisk = of.LongStayRisk,
            IsReadmission = of.ReadmissionOf is not null,
            IsWithdrawn = of.Withdrawn,
            Conflicts = of.Conflicts.Count,
            OpenAlerts = of.Alerts.Count(alert => alert.SupersededBy is null && alert.AcknowledgedAt is null),
            Clocks = clocks,
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(BoardCard))]
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class BoardJson : JsonSerializerContext;
