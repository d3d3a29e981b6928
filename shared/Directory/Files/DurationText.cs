namespace IntegrationHub.Directory.Files;

/// <summary>
/// ISO 8601 durations of days, hours, minutes and seconds, all whole (<c>P1DT2H</c>). No years and months: their length depends on the
/// calendar, and Service Bus does not take them.
/// </summary>
internal static class DurationText
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length is < 3 or > 20 || text[0] != 'P')
            return false;

        var units = "DTHMS".AsSpan();
        long seconds = 0;
        var number = -1;
        foreach (var c in text.AsSpan(1))
        {
            if (char.IsAsciiDigit(c) && number < 100_000)
            {
                number = Math.Max(number, 0) * 10 + (c - '0');
                continue;
            }

            // Each unit at most once and in order; hours and less only after the T, which carries no number itself.
            var at = units.IndexOf(c);
            if (at < 0 || c == 'T' == number >= 0 || c is 'H' or 'M' or 'S' && units.Contains('T'))
                return false;
            units = units[(at + 1)..];
            seconds += Math.Max(number, 0) * Seconds(c);
            number = -1;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return number < 0 && text[^1] != 'T' && duration > TimeSpan.Zero;
    }

    private static long Seconds(char unit) =>
        unit switch
        {
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            _ => 1,
        };
}
