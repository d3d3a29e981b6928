namespace IntegrationHub.Cli.Demonstration.Week;

/// <summary>One message of the week, and when what it tells of happens.</summary>
/// <param name="Hour">In the week, from its Monday on.</param>
internal sealed record WeekStep(TimeSpan Hour, DateTimeOffset At, DemonstrationMessage Message);

/// <summary>
/// An ordinary week in all places of the demonstration, in the order in which it happens. The same seed, end and names give the same week.
/// </summary>
/// <param name="Told">For each stay the discharge hub on whose board it stands at the end and in which column; null for none.</param>
internal sealed record WeekPlan(IReadOnlyList<WeekStep> Steps, IReadOnlyList<(string Hub, string? Column)> Told)
{
    /// <summary>Apart from the people of the demonstration day.</summary>
    private const int FirstSerial = 100_000;

    private const int PeopleAWeek = 1_000;

    /// <summary>How long the told week is.</summary>
    public TimeSpan Length => Steps[^1].Hour;

    /// <param name="end">When the last event of the week happens.</param>
    /// <param name="caseOf">How the hub names a stay.</param>
    public static WeekPlan Make(int seed, DateTimeOffset end, CaseNaming caseOf)
    {
        var random = new Random(seed);
        var today = DateOnly.FromDateTime(end.UtcDateTime);
        var serial = FirstSerial + (seed & 0xff) * PeopleAWeek;
        var stays = new List<(WeekStay Stay, DemonstrationPlace Place)>();
        foreach (var place in DemonstrationPlace.All)
        {
            var tales = new WeekTales(random, place, caseOf, NewPerson);
            stays.AddRange(tales.All().Select(stay => (stay, place)));
        }

        var moments = stays.SelectMany(each => each.Stay.Moments).OrderBy(moment => moment.Hour).ToList();
        var clock = new WeekClock(end, moments[^1].Hour);
        return new WeekPlan(
            [.. moments.Select(moment => new WeekStep(moment.Hour, clock.At(moment.Hour), moment.Message(clock)))],
            [.. stays.Select(each => ($"hub-{each.Place.Id}", each.Stay.Ends))]
        );

        SyntheticPerson NewPerson(DemonstrationPlace place) =>
            SyntheticPerson.Make(random, serial++, place, SyntheticPerson.Pick(random, place.Practices), today);
    }
}
