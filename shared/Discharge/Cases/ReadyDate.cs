namespace IntegrationHub.Discharge.Cases;

/// <summary>
/// The discharge ready date by the national rule (NHS England, discharge ready date guidance): the day from which the person no longer
/// met the criteria to reside. Where they were met again in between, that of the current period of an open stay, of the final period of
/// a finished one. It is kept for stays of a night or more.
/// </summary>
internal sealed class ReadyDate
{
    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private DateTimeOffset? periodBegan;
    private bool current;

    public void Reviewed(CriteriaReview review)
    {
        if (!review.Met && !current)
            periodBegan = review.At;
        current = !review.Met;
    }

    public void Clear() => (periodBegan, current) = (null, false);

    public DateTimeOffset? Of(DischargeCase stay) =>
        stay switch
        {
            { State: CaseState.Cancelled } => null,
            { IsOpen: true } => current ? periodBegan : null,
            { AdmittedAt: { } from, LeftAt: { } to } when Day(stay.ReadmittedAt ?? from) == Day(to) => null,
            _ => periodBegan,
        };

    private static DateOnly Day(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment.UtcDateTime, England));
}
