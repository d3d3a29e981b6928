using System.Globalization;
using System.Text;
using System.Xml;

namespace Azure.Data.Tables.Filters;

/// <summary>Values as OData literals.</summary>
internal static class FilterLiteral
{
    /// <summary>The literal, or null when a value of this type has none.</summary>
    public static string? Of(object? value) =>
        value switch
        {
            null => "null",
            string text => Quoted(text),
            char character => Quoted(character.ToString()),
            StringBuilder text => Quoted(text.ToString()),
            bool truth => truth ? "true" : "false",
            sbyte or byte or short or ushort or int or uint => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
            long or ulong => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture) + "L",
            float number => Real(number),
            double number => Real(number),
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            Guid guid => $"guid'{guid}'",
            DateTimeOffset moment => Moment(moment.UtcDateTime),
            DateTime moment => Moment(moment.ToUniversalTime()),
            byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
            BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
            _ => null,
        };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Moment(DateTime utc) => $"datetime'{XmlConvert.ToString(utc, XmlDateTimeSerializationMode.RoundtripKind)}'";

    /// <summary>With a decimal point where the digits alone would read as an Int32.</summary>
    private static string Real(double number)
    {
        var text = XmlConvert.ToString(number);
        return text.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0 ? text + ".0" : text;
    }
}
