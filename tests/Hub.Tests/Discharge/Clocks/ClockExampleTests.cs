using IntegrationHub.Directory;
using IntegrationHub.Directory.Files;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Discharge.Clocks;

/// <summary>The examples of docs/discharge-clocks.md.</summary>
public sealed class ClockExampleTests
{
    private static readonly WorkingCalendar Calendar = new(HubDirectory.Load(DirectoryCopy.Original).Directory!.BankHolidays);

    public static TheoryData<string, string, string, string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string>();
            foreach (var line in File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "discharge-clocks.md")))
            {
                if (
                    line.StartsWith("| P", StringComparison.Ordinal)
                    && line.Split('|') is [_, var within, var days, var starts, var still, var due, ..]
                )
                    data.Add(within.Trim(), days.Trim(), starts.Trim(), still.Trim(), due.Trim());
            }

            return data;
        }
    }

    [Fact]
    public void There_are_examples() => Assert.InRange(Examples.Count, 20, 40);

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_clock_runs_out_when_the_example_says(string within, string days, string starts, string still, string due)
    {
        Assert.True(DurationText.TryParse(within, out var duration));
        var pauses = still.Split(" to ") is [var from, var until]
            ? new[] { new CasePeriod(EnglishTime.At(from), EnglishTime.At(until)) }
            : [];
        var face = new ClockFace(EnglishTime.At(starts), days == "working", pauses, Calendar);

        Assert.Equal(due, EnglishTime.Of(face.After(face.TimeOf(duration))));
    }

    [Fact]
    public void A_warning_is_counted_in_working_time_too()
    {
        var face = new ClockFace(EnglishTime.At("2026-11-21 11:00"), inWorkingDays: true, [], Calendar);

        Assert.Equal(
            "2026-11-23 13:00",
            EnglishTime.Of(face.After(face.TimeOf(TimeSpan.FromDays(1)) - face.TimeOf(TimeSpan.FromHours(4))))
        );
    }

    [Fact]
    public void Pauses_that_overlap_count_once_and_in_any_order()
    {
        var start = EnglishTime.At("2026-11-23 10:00");
        CasePeriod[] pauses =
        [
            new(start.AddHours(3), start.AddHours(5)),
            new(start.AddHours(1), start.AddHours(2)),
            new(start.AddHours(4), start.AddHours(6)),
            new(start.AddHours(4), start.AddHours(5)),
            new(start.AddHours(-5), start.AddHours(-1)),
        ];

        Assert.Equal(start.AddHours(8), new ClockFace(start, inWorkingDays: false, pauses, Calendar).After(TimeSpan.FromHours(4)));
    }
}
