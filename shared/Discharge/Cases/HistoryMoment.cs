namespace IntegrationHub.Discharge.Cases;

/// <summary>One thing of a case's history, in words for people. Personal: it prints as its time only.</summary>
/// <param name="At">When it happened. UTC.</param>
/// <param name="KnownAt">When the hub first knew it. UTC.</param>
/// <param name="Teller">ODS code of who told it.</param>
/// <param name="IsConflict">It cannot be, or is told differently by two.</param>
/// <param name="IsReplaced">Its teller no longer says it.</param>
public sealed record HistoryMoment(
    DateTimeOffset At,
    DateTimeOffset KnownAt,
    string What,
    string? Detail,
    string Teller,
    bool IsConflict,
    bool IsReplaced
)
{
    public override string ToString() => $"HistoryMoment {{ At = {At:O} }}";
}
