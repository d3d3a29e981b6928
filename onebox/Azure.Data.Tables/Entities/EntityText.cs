using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Values that the service writes as JSON strings.</summary>
internal static class EntityText
{
    public static DateTimeOffset Moment(ref Utf8JsonReader reader) =>
        reader.TryGetDateTimeOffset(out var moment)
            ? moment
            : DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static long Int64(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && Utf8Parser.TryParse(reader.ValueSpan, out long number, out var used) && used == reader.ValueSpan.Length
            ? number
            : long.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    public static double Double(ref Utf8JsonReader reader) => Double(reader.GetString()!);

    public static double Double(string text) =>
        text switch
        {
            "INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
