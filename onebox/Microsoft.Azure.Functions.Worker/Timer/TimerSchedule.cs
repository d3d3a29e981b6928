using System.Globalization;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a timer is due: by NCRONTAB or by a fixed interval. All times are UTC.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? cron, TimeSpan interval)
    {
        _cron = cron;
        _interval = interval;
    }

    /// <exception cref="FormatException">Neither NCRONTAB of five or six fields, nor a positive TimeSpan; the message says what is wrong.</exception>
    public static TimerSchedule Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
                ? new TimerSchedule(null, interval)
                : throw new FormatException($"'{text}' is no positive time span");
        }
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is not (5 or 6))
            throw new FormatException($"'{text}' has {fields} fields; NCRONTAB has six, or five without seconds");
        try
        {
            var cron = CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
            return new TimerSchedule(cron, TimeSpan.Zero);
        }
        catch (CrontabException cause)
        {
            throw new FormatException($"'{text}' is no NCRONTAB expression: {cause.Message}", cause);
        }
    }

    /// <summary>The first occurrence after the given time.</summary>
    public DateTime Next(DateTime after) => _cron?.GetNextOccurrence(after) ?? after + _interval;

    /// <summary>Whether it comes more often than once a minute, which is too often to write down each time.</summary>
    public bool IsFrequent(DateTime now)
    {
        var next = Next(now);
        for (var i = 0; i < 5; i++)
        {
            var following = Next(next);
            if (following - next < TimeSpan.FromMinutes(1))
                return true;
            next = following;
        }
        return false;
    }
}
