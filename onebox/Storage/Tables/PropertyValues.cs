using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>Checks one property's value against its type and writes it in the stored form: one spelling for one value.</summary>
internal static class PropertyValues
{
    private const int LargestBinary = 64 * 1024;
    private const int LongestString = 32 * 1024;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>A string whose JSON form holds no escapes.</summary>
    public static Fault? WritePlainString(Output output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.Length > LongestString && Encoding.UTF8.GetCharCount(value) > LongestString)
            return TableFaults.PropertyValueTooLarge;
        WriteName(output, name);
        output.Add((byte)'"');
        output.Add(value);
        output.Add((byte)'"');
        return null;
    }

    /// <summary><paramref name="text"/> is the decoded string where the JSON held escapes; otherwise <paramref name="raw"/> is the value as it is.</summary>
    public static Fault? Write(
        Output output,
        ReadOnlySpan<byte> name,
        EdmType? type,
        JsonTokenType token,
        string? text,
        ReadOnlySpan<byte> raw
    ) =>
        token switch
        {
            JsonTokenType.True or JsonTokenType.False => type is null or EdmType.Boolean
                ? WriteBare(output, name, raw)
                : TableFaults.InvalidInput,
            JsonTokenType.Number => WriteNumber(output, name, type, raw),
            JsonTokenType.String => WriteText(output, name, type ?? EdmType.String, text ?? Encoding.UTF8.GetString(raw)),
            _ => TableFaults.InvalidInput,
        };

    private static Fault? WriteNumber(Output output, ReadOnlySpan<byte> name, EdmType? type, ReadOnlySpan<byte> raw)
    {
        var isInt32 = Utf8Parser.TryParse(raw, out int int32, out var read) && read == raw.Length;
        switch (type)
        {
            case null when isInt32:
            case EdmType.Int32 when isInt32:
                return WriteBare(output, name, Encoding.UTF8.GetBytes(int32.ToString(CultureInfo.InvariantCulture)));
            case EdmType.Int64 when Utf8Parser.TryParse(raw, out long int64, out read) && read == raw.Length:
                return WriteTyped(output, name, EdmType.Int64, int64.ToString(CultureInfo.InvariantCulture));
            case null or EdmType.Double when Utf8Parser.TryParse(raw, out double number, out read) && read == raw.Length:
                return double.IsFinite(number) ? WriteDouble(output, name, number) : TableFaults.InvalidInput;
            default:
                return TableFaults.InvalidInput;
        }
    }

    private static Fault? WriteText(Output output, ReadOnlySpan<byte> name, EdmType type, string text)
    {
        switch (type)
        {
            case EdmType.String:
                if (text.Length > LongestString)
                    return TableFaults.PropertyValueTooLarge;
                WriteName(output, name);
                JsonText.Write(output, text);
                return null;
            case EdmType.Boolean when text is "true" or "false":
                return WriteBare(output, name, text == "true" ? "true"u8 : "false"u8);
            case EdmType.Int32 when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var int32):
                return WriteBare(output, name, Encoding.UTF8.GetBytes(int32.ToString(CultureInfo.InvariantCulture)));
            case EdmType.Int64 when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var int64):
                return WriteTyped(output, name, EdmType.Int64, int64.ToString(CultureInfo.InvariantCulture));
            case EdmType.Double when text is "NaN" or "Infinity" or "-Infinity":
                return WriteTyped(output, name, EdmType.Double, text);
            case EdmType.Double when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return WriteDouble(output, name, number);
            case EdmType.Guid when Guid.TryParse(text, out var guid):
                return WriteTyped(output, name, EdmType.Guid, guid.ToString("D"));
            case EdmType.DateTime when TryParseTime(text, out var ticks):
                return ticks < Edm.EarliestTicks
                    ? TableFaults.OutOfRange
                    : WriteTyped(
                        output,
                        name,
                        EdmType.DateTime,
                        new DateTime(ticks, DateTimeKind.Utc).ToString(TimeFormat, CultureInfo.InvariantCulture)
                    );
            case EdmType.Binary when Base64.IsValid(text, out var length):
                return length > LargestBinary ? TableFaults.PropertyValueTooLarge : WriteTyped(output, name, EdmType.Binary, text);
            default:
                return TableFaults.InvalidInput;
        }
    }

    public static bool TryParseTime(string text, out long ticks)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var parsed = DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time);
        ticks = time.Ticks;
        return parsed;
    }

    private static Fault? WriteDouble(Output output, ReadOnlySpan<byte> name, double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        // Without a point or an exponent a reader would take it for an Int32.
        return WriteBare(output, name, Encoding.UTF8.GetBytes(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0"));
    }

    private static Fault? WriteBare(Output output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        WriteName(output, name);
        output.Add(value);
        return null;
    }

    private static Fault? WriteTyped(Output output, ReadOnlySpan<byte> name, EdmType type, string value)
    {
        output.Add((byte)'"');
        output.Add(name);
        output.Add("@odata.type\":\""u8);
        output.Add(Edm.Name(type));
        output.Add("\",\""u8);
        output.Add(name);
        output.Add("\":\""u8);
        output.Add(value);
        output.Add((byte)'"');
        return null;
    }

    private static void WriteName(Output output, ReadOnlySpan<byte> name)
    {
        output.Add((byte)'"');
        output.Add(name);
        output.Add("\":"u8);
    }
}
