namespace IntegrationHub.Cli.Demonstration.Week;

/// <summary>Sets the hours of the told week, counted from its Monday, to real times.</summary>
/// <param name="End">When its last event happens.</param>
/// <param name="Last">The hour of that event.</param>
internal sealed record WeekClock(DateTimeOffset End, TimeSpan Last)
{
    /// <summary>What is still planned at the end of the week lies after it.</summary>
    public DateTimeOffset At(TimeSpan hour) => End - Last + hour;
}
