#nullable disable
using System.Globalization;

namespace Hl7.Fhir.Model;

public partial class FhirDateTime
{
    /// <summary>To the second or finer, with its offset.</summary>
    public FhirDateTime(DateTimeOffset dt)
        : this(IsoTime.Format(dt)) { }

    /// <summary>To the second, with an offset.</summary>
    public FhirDateTime(int year, int month, int day, int hr, int min, int sec, TimeSpan offset)
        : this(new DateTimeOffset(year, month, day, hr, min, sec, offset)) { }

    /// <summary>A day.</summary>
    public FhirDateTime(int year, int month, int day)
        : this(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}")) { }

    /// <summary>A month.</summary>
    public FhirDateTime(int year, int month)
        : this(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}")) { }

    /// <summary>A year.</summary>
    public FhirDateTime(int year)
        : this(string.Create(CultureInfo.InvariantCulture, $"{year:D4}")) { }

    /// <summary>Its first moment; a date, which has no offset, is taken at <paramref name="zone"/>. Throws FormatException.</summary>
    public DateTimeOffset ToDateTimeOffset(TimeSpan zone) =>
        IsoTime.TryParse(Value, zone, out var moment) ? moment : throw new FormatException("Not a FHIR dateTime.");

    /// <summary>Its moment, when it has a time with an offset.</summary>
    public bool TryToDateTimeOffset(out DateTimeOffset dto)
    {
        var hasTime = Value?.Contains('T', StringComparison.Ordinal) ?? false;
        return IsoTime.TryParse(Value, TimeSpan.Zero, out dto) && hasTime;
    }

    /// <summary>Its first moment; what has no offset is taken at <paramref name="defaultOffset"/>.</summary>
    public bool TryToDateTimeOffset(TimeSpan defaultOffset, out DateTimeOffset dto) => IsoTime.TryParse(Value, defaultOffset, out dto);

    /// <summary>Whether the text is a FHIR dateTime.</summary>
    public static bool IsValidValue(string value) =>
        value is not null && Validation.Formats.IsDateTime(global::System.Text.Encoding.UTF8.GetBytes(value));
}

public partial class Date
{
    /// <summary>A day.</summary>
    public Date(int year, int month, int day)
        : this(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}")) { }

    /// <summary>A month.</summary>
    public Date(int year, int month)
        : this(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}")) { }

    /// <summary>A year.</summary>
    public Date(int year)
        : this(string.Create(CultureInfo.InvariantCulture, $"{year:D4}")) { }

    /// <summary>The day of this moment, at its own offset.</summary>
    public static Date FromDateTimeOffset(DateTimeOffset date) => new(date.Year, date.Month, date.Day);

    /// <summary>Its first moment, in UTC; null without a value. Throws FormatException.</summary>
    public DateTimeOffset? ToDateTimeOffset() =>
        Value is null ? null
        : TryToDateTimeOffset(out var moment) ? moment
        : throw new FormatException("Not a FHIR date.");

    /// <summary>Its first moment, in UTC.</summary>
    public bool TryToDateTimeOffset(out DateTimeOffset dto) => IsoTime.TryParse(Value, TimeSpan.Zero, out dto);

    /// <summary>Whether the text is a FHIR date.</summary>
    public static bool IsValidValue(string value) =>
        value is not null && Validation.Formats.IsDate(global::System.Text.Encoding.UTF8.GetBytes(value));
}

public partial class Time
{
    /// <summary>To the second.</summary>
    public Time(int hour, int minute, int second)
        : this(string.Create(CultureInfo.InvariantCulture, $"{hour:D2}:{minute:D2}:{second:D2}")) { }
}

public partial class FhirUri
{
    /// <summary>With this URI as it was written.</summary>
    public FhirUri(Uri uri)
        : this(uri?.OriginalString) { }
}

public partial class Canonical
{
    /// <summary>The part before |version and #fragment.</summary>
    public string Uri => Value?.Split('|', '#')[0];

    /// <summary>The part after |, or null.</summary>
    public string Version => Value?.Split('#')[0].Split('|') is [_, var version, ..] ? version : null;
}
