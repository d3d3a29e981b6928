using System.Collections.Frozen;

namespace IntegrationHub.Directory;

/// <summary>The bank holidays of England and Wales, as days on which they are kept: one that falls on a weekend is kept on a later weekday.</summary>
/// <param name="FirstYear">The first year the file knows.</param>
/// <param name="LastYear">The last year the file knows. Later days count as if there were no bank holiday, so the file must stay ahead.</param>
public sealed record BankHolidays(FrozenDictionary<DateOnly, string> Days, int FirstYear, int LastYear)
{
    /// <summary>How long before its end the file is said to run out.</summary>
    private const int MonthsOfWarning = 6;

    public bool Contains(DateOnly day) => Days.ContainsKey(day);

    /// <summary>Whether a day is later than any that the file speaks of.</summary>
    public bool HasRunOutOn(DateOnly day) => day.Year > LastYear;

    public bool RunsOutSoonAfter(DateOnly day) => !HasRunOutOn(day) && HasRunOutOn(day.AddMonths(MonthsOfWarning));
}
