using System.Globalization;

namespace Hl7.Fhir.Model;

/// <summary>FHIR's date, dateTime and instant as points in time.</summary>
internal static class IsoTime
{
    /// <summary>
    /// The first moment of the date or time. Parts that are absent are the lowest; a time without offset (a date, a year) is taken at
    /// <paramref name="defaultOffset"/>. A leap second counts as the second before it, which .NET can hold.
    /// </summary>
    public static bool TryParse(string? text, TimeSpan defaultOffset, out DateTimeOffset moment)
    {
        moment = default;
        if (text is null || text.Length < 4)
            return false;
        var rest = text.AsSpan();
        int month = 1,
            day = 1,
            hour = 0,
            minute = 0,
            second = 0;
        long ticks = 0;
        var offset = defaultOffset;
        if (!Digits(ref rest, 4, out var year))
            return false;
        if (rest.Length > 0 && !(Skip(ref rest, '-') && Digits(ref rest, 2, out month)))
            return false;
        if (rest.Length > 0 && !(Skip(ref rest, '-') && Digits(ref rest, 2, out day)))
            return false;
        if (rest.Length > 0)
        {
            if (!(Skip(ref rest, 'T') && Digits(ref rest, 2, out hour) && Skip(ref rest, ':') && Digits(ref rest, 2, out minute)))
                return false;
            if (Skip(ref rest, ':') && !(Digits(ref rest, 2, out second) && Fraction(ref rest, out ticks)))
                return false;
            if (!Offset(ref rest, ref offset))
                return false;
        }
        if (rest.Length > 0 || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour > 23 || minute > 59 || second > 60 || Math.Abs(offset.TotalHours) > 14)
            return false;
        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Unspecified).AddTicks(ticks);
        var utcTicks = local.Ticks - offset.Ticks;
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
            return false;
        moment = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>As FHIR writes an instant: to the second, with as many digits of the fraction as there are, and the offset.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.ToString(
            moment.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
            CultureInfo.InvariantCulture
        );

    private static bool Digits(ref ReadOnlySpan<char> rest, int count, out int value)
    {
        value = 0;
        if (rest.Length < count)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit(rest[i]))
                return false;
            value = value * 10 + (rest[i] - '0');
        }
        rest = rest[count..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.Length == 0 || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (!Skip(ref rest, '.'))
            return true;
        var unit = TimeSpan.TicksPerSecond / 10;
        var read = 0;
        while (read < rest.Length && char.IsAsciiDigit(rest[read]))
        {
            ticks += unit * (rest[read++] - '0');
            unit /= 10;
        }
        rest = rest[read..];
        return read > 0;
    }

    private static bool Offset(ref ReadOnlySpan<char> rest, ref TimeSpan offset)
    {
        if (rest.Length == 0)
            return true;
        if (Skip(ref rest, 'Z'))
        {
            offset = TimeSpan.Zero;
            return true;
        }
        var sign = rest[0] == '-' ? -1 : 1;
        if (rest[0] is not ('+' or '-'))
            return false;
        rest = rest[1..];
        if (!(Digits(ref rest, 2, out var hours) && Skip(ref rest, ':') && Digits(ref rest, 2, out var minutes)))
            return false;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }
}
