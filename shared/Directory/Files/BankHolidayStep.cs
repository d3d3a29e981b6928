using System.Collections.Frozen;
using System.Globalization;

namespace IntegrationHub.Directory.Files;

/// <summary>The bank holidays, year by year without a gap.</summary>
internal sealed class BankHolidayStep
{
    /// <summary>New Year's Day, Good Friday, Easter Monday, three of May and August, Christmas Day, Boxing Day.</summary>
    private const int EachYear = 8;

    public BankHolidayStep(DirectoryFiles files, ICollection<DirectoryFault> faults)
    {
        var check = new FaultList(files.BankHolidays.File, faults);
        if (files.BankHolidays.Content is not { } file)
            return;
        var days = new Dictionary<DateOnly, string>();
        for (var i = 0; i < file.Days.Length; i++)
        {
            var path = FaultList.At("days", i);
            check.Text(file.Days[i].Name, path + ".name");
            if (!check.Require(TryParse(file.Days[i].Date, out var day), path + ".date", DirectoryRule.DateShape))
                continue;
            check.Require(day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), path + ".date", DirectoryRule.HolidayOnWeekend);
            check.Require(days.TryAdd(day, file.Days[i].Name), path + ".date", DirectoryRule.ItemTwice);
        }

        if (!check.Require(file.Days.Length > 0, "$.days", DirectoryRule.ListEmpty) || days.Count == 0)
            return;
        var (first, last) = (days.Keys.Min().Year, days.Keys.Max().Year);
        var whole = Enumerable.Range(first, last - first + 1).All(year => days.Keys.Count(day => day.Year == year) >= EachYear);
        check.Require(whole, "$.days", DirectoryRule.HolidaysMissing);
        Holidays = new(days.ToFrozenDictionary(), first, last);
    }

    public BankHolidays? Holidays { get; }

    private static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
