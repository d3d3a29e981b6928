#nullable disable
using System.Globalization;
using System.Runtime.CompilerServices;
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>
/// The value of a primitive's slot as .NET sees it; null when there is none, or when what was read is not of that type (the reader has
/// reported it then, and the text is still there in ObjectValue).
/// </summary>
internal static class PrimitiveSlot
{
    private static object Raw(object slot) => slot is PrimitiveType primitive ? primitive.Raw : slot;

    /// <summary>The values of a list's slot, without making objects of them.</summary>
    public static IEnumerable<T> Each<T>(object slot, Func<object, T> read)
    {
        if (slot is not System.Collections.IList list)
            yield break;
        for (var i = 0; i < list.Count; i++)
            yield return read(list[i]);
    }

    public static string Text(object slot) =>
        slot as string
        ?? Raw(slot) switch
        {
            string text => text,
            CodeLiteral code => code.Literal,
            _ => null,
        };

    public static bool? Truth(object slot) => Raw(slot) as bool?;

    public static int? Whole(object slot) => Raw(slot) as int?;

    public static decimal? Number(object slot) =>
        Raw(slot) switch
        {
            decimal number => number,
            string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

    public static DateTimeOffset? Moment(object slot) =>
        Raw(slot) switch
        {
            DateTimeOffset moment => moment,
            string text when IsoTime.TryParse(text, TimeSpan.Zero, out var moment) => moment,
            _ => null,
        };

    public static byte[] Bytes(object slot) =>
        Raw(slot) switch
        {
            byte[] bytes => bytes,
            string text => FromBase64(text),
            _ => null,
        };

    public static T? Coded<T>(object slot)
        where T : struct, Enum =>
        Raw(slot) switch
        {
            CodeLiteral code => FromValue<T>(code.Value),
            string text => Utility.EnumUtility.ParseLiteral<T>(text),
            _ => null,
        };

    /// <summary>The generated enumerations are all of int.</summary>
    public static T FromValue<T>(int value)
        where T : struct, Enum => Unsafe.As<int, T>(ref value);

    private static byte[] FromBase64(string text)
    {
        var buffer = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text, buffer, out var written) ? buffer[..written] : null;
    }
}
