using System.Buffers;
using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>What a table's name, a key and a property's name may be: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.</summary>
internal static class KeyRules
{
    // 1 KiB of UTF-16.
    private const int LongestKey = 512;
    private const int LongestName = 255;

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create([
        .. "/\\#?",
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
    ]);

    public static Fault? CheckKey(string key)
    {
        if (key.Length > LongestKey)
            return TableFaults.KeyValueTooLarge;
        if (key.AsSpan().ContainsAny(ForbiddenInKeys))
            return TableFaults.OutOfRange;
        return HasLoneSurrogate(key) ? TableFaults.InvalidInput : null;
    }

    public static Fault? CheckTableName(string name)
    {
        if (name.Length is < 3 or > 63)
            return TableFaults.TableNameLength;
        if (!char.IsAsciiLetter(name[0]) || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
            return TableFaults.InvalidTableName;
        foreach (var unit in name)
        {
            if (!char.IsAsciiLetterOrDigit(unit))
                return TableFaults.InvalidTableName;
        }

        return null;
    }

    /// <summary>A property's name is a C# identifier of at most 255 characters.</summary>
    public static Fault? CheckPropertyName(ReadOnlySpan<byte> name)
    {
        if (IsAsciiIdentifier(name))
            return name.Length > LongestName ? TableFaults.PropertyNameTooLong : null;

        var text = System.Text.Encoding.UTF8.GetString(name);
        if (text.Length > LongestName)
            return TableFaults.PropertyNameTooLong;
        if (text.Length == 0 || !IsStart(text[0]))
            return TableFaults.PropertyNameInvalid;
        foreach (var unit in text)
        {
            if (!IsPart(unit))
                return TableFaults.PropertyNameInvalid;
        }

        return null;
    }

    public static bool HasLoneSurrogate(string text)
    {
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return true;
            at++;
        }

        return false;
    }

    private static bool IsAsciiIdentifier(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || (name[0] != (byte)'_' && !char.IsAsciiLetter((char)name[0])))
            return false;
        foreach (var code in name)
        {
            if (code != (byte)'_' && !char.IsAsciiLetterOrDigit((char)code))
                return false;
        }

        return true;
    }

    private static bool IsStart(char unit) =>
        unit == '_' || char.IsLetter(unit) || char.GetUnicodeCategory(unit) == System.Globalization.UnicodeCategory.LetterNumber;

    private static bool IsPart(char unit) =>
        IsStart(unit)
        || char.GetUnicodeCategory(unit)
            is System.Globalization.UnicodeCategory.DecimalDigitNumber
                or System.Globalization.UnicodeCategory.ConnectorPunctuation
                or System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.Format;
}
