using System.Globalization;

namespace IntegrationHub.CareRecord;

/// <summary>
/// Pure: where a FHIR date stands among others. Senders write the same moment in different offsets, and days without a time; days are
/// England's, so a moment stands where it fell there. A date that tells less stands before those that lie within it.
/// </summary>
/// <param name="Ticks">Of its beginning, in England; nothing where there is no date.</param>
/// <param name="Precision">Length of the date as it was told, at most that of a whole day and time.</param>
internal readonly record struct DateOrder(long Ticks, int Precision) : IComparable<DateOrder>
{
    private const int YearLength = 4;
    private const int MonthLength = 7;
    private const int DayLength = 10;

    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>What is no date stands before all that are.</summary>
    public static DateOrder Of(string? date)
    {
        if (date is null || date.Length < YearLength || !TryDay(date, out var day))
            return default;
        if (date.Length <= DayLength)
            return new(day.Ticks, date.Length);
        return DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new(TimeZoneInfo.ConvertTimeFromUtc(moment.UtcDateTime, England).Ticks, DayLength + 1)
            : new(day.Ticks, DayLength);
    }

    public int CompareTo(DateOrder other)
    {
        var order = Ticks.CompareTo(other.Ticks);
        return order != 0 ? order : Precision.CompareTo(other.Precision);
    }

    private static bool TryDay(string date, out DateTime day)
    {
        day = default;
        var (month, number) = (1, 1);
        if (!TryNumber(date.AsSpan(0, YearLength), out var year) || year == 0)
            return false;
        if (date.Length >= MonthLength && (date[YearLength] != '-' || !TryNumber(date.AsSpan(YearLength + 1, 2), out month)))
            return false;
        if (date.Length >= DayLength && (date[MonthLength] != '-' || !TryNumber(date.AsSpan(MonthLength + 1, 2), out number)))
            return false;
        if (month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateTime(year, month, number);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            number = number * 10 + (digit - '0');
        }

        return true;
    }
}
