using System.Buffers;

namespace Hl7.Fhir.Validation;

/// <summary>
/// The formats of FHIR R4's primitive types, on UTF-8 bytes: what the regular expressions of the specification say, and for dates also
/// that the day exists. ASCII digits only.
/// </summary>
internal static class Formats
{
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n\f\v"u8);

    /// <summary>[A-Za-z0-9\-\.]{1,64}</summary>
    public static bool IsId(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 64)
            return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'-' or (byte)'.'))
                return false;
        return true;
    }

    /// <summary>[^\s]+(\s[^\s]+)*: words parted by single spaces.</summary>
    public static bool IsCode(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var word = text.IndexOfAny(Spaces);
            if (word < 0)
                return !text.IsEmpty;
            if (word == 0)
                return false;
            text = text[(word + 1)..];
        }
    }

    /// <summary>\S*</summary>
    public static bool IsUri(ReadOnlySpan<byte> text) => !text.ContainsAny(Spaces);

    /// <summary>urn:oid:[0-2](\.(0|[1-9][0-9]*))+</summary>
    public static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8))
            return false;
        text = text[8..];
        if (text.Length < 3 || text[0] is < (byte)'0' or > (byte)'2')
            return false;
        text = text[1..];
        while (text.Length > 0)
        {
            if (text[0] != '.')
                return false;
            text = text[1..];
            var digits = 0;
            while (digits < text.Length && IsDigit(text[digits]))
                digits++;
            if (digits == 0 || digits > 1 && text[0] == '0')
                return false;
            text = text[digits..];
        }
        return true;
    }

    /// <summary>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</summary>
    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 45 || !text.StartsWith("urn:uuid:"u8))
            return false;
        text = text[9..];
        for (var i = 0; i < text.Length; i++)
        {
            var ok = i is 8 or 13 or 18 or 23 ? text[i] == '-' : IsDigit(text[i]) || text[i] is >= (byte)'a' and <= (byte)'f';
            if (!ok)
                return false;
        }
        return true;
    }

    /// <summary>YYYY, YYYY-MM or YYYY-MM-DD, of the calendar.</summary>
    public static bool IsDate(ReadOnlySpan<byte> text) => Date(ref text) && text.Length == 0;

    /// <summary>A date, or a date and time to the second or finer with an offset.</summary>
    public static bool IsDateTime(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        if (!Date(ref text))
            return false;
        return text.Length == 0 || length - text.Length == 10 && TimeOfDay(ref text) && Offset(text);
    }

    /// <summary>A date and time to the second or finer with an offset.</summary>
    public static bool IsInstant(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        return Date(ref text) && length - text.Length == 10 && TimeOfDay(ref text) && Offset(text);
    }

    /// <summary>hh:mm:ss, perhaps with a fraction; no 24:00, no offset.</summary>
    public static bool IsTime(ReadOnlySpan<byte> text) => Clock(ref text) && text.Length == 0;

    /// <summary>Base64 with padding; white space between, as the specification allows.</summary>
    public static bool IsBase64(ReadOnlySpan<byte> text) => System.Buffers.Text.Base64.IsValid(text);

    private static bool IsDigit(byte c) => (uint)(c - '0') <= 9;

    private static int Two(ReadOnlySpan<byte> text) => (text[0] - '0') * 10 + (text[1] - '0');

    private static bool Date(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 4 || !(IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[2]) && IsDigit(text[3])))
            return false;
        var year = Two(text) * 100 + Two(text[2..]);
        if (year == 0)
            return false;
        text = text[4..];
        if (text.Length == 0 || text[0] != '-')
            return true;
        if (text.Length < 3 || !(IsDigit(text[1]) && IsDigit(text[2])))
            return false;
        var month = Two(text[1..]);
        if (month is 0 or > 12)
            return false;
        text = text[3..];
        if (text.Length == 0 || text[0] != '-')
            return true;
        if (text.Length < 3 || !(IsDigit(text[1]) && IsDigit(text[2])))
            return false;
        var day = Two(text[1..]);
        text = text[3..];
        return day > 0 && (day <= 28 || day <= DateTime.DaysInMonth(year, month));
    }

    // "T" and a clock time.
    private static bool TimeOfDay(ref ReadOnlySpan<byte> text)
    {
        if (text.Length == 0 || text[0] != 'T')
            return false;
        text = text[1..];
        return Clock(ref text);
    }

    // hh:mm:ss(.f+)?; :60 is a leap second.
    private static bool Clock(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 8 || text[2] != ':' || text[5] != ':')
            return false;
        if (!(IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[3]) && IsDigit(text[4]) && IsDigit(text[6]) && IsDigit(text[7])))
            return false;
        if (Two(text) > 23 || Two(text[3..]) > 59 || Two(text[6..]) > 60)
            return false;
        text = text[8..];
        if (text.Length == 0 || text[0] != '.')
            return true;
        var digits = 1;
        while (digits < text.Length && IsDigit(text[digits]))
            digits++;
        if (digits == 1)
            return false;
        text = text[digits..];
        return true;
    }

    // Z or +hh:mm up to 14:00.
    private static bool Offset(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1)
            return text[0] == 'Z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
            return false;
        if (!(IsDigit(text[1]) && IsDigit(text[2]) && IsDigit(text[4]) && IsDigit(text[5])))
            return false;
        var (hours, minutes) = (Two(text[1..]), Two(text[4..]));
        return hours <= 13 && minutes <= 59 || hours == 14 && minutes == 0;
    }
}
