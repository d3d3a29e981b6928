using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Validation;

namespace Hl7.Fhir.Serialization;

// The value of one primitive: its JSON type, its format, its text.
internal sealed partial class PocoJsonReader
{
    private const int LongestNumber = 256;
    private const int LongestString = 1024 * 1024;

    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object?[] SmallIntegers = new object?[256];

    private byte[]? unescaped;

    /// <summary>The value of a primitive, checked against its type's format; null when there is none to keep.</summary>
    private object? ReadRaw(ref Utf8JsonReader reader, PropertyFacts property)
    {
        var kind = property.Primitive;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return ReadString(ref reader, property);
            case JsonTokenType.Number when kind is PrimitiveKind.Decimal:
                return ReadDecimal(ref reader);
            case JsonTokenType.Number when kind is PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt:
                return ReadInteger(ref reader, kind);
            case JsonTokenType.True when kind is PrimitiveKind.Boolean:
                return True;
            case JsonTokenType.False when kind is PrimitiveKind.Boolean:
                return False;
            case JsonTokenType.Null:
                Report(ref reader, Issue.NullValue);
                return null;
            case JsonTokenType.StartObject:
                Report(ref reader, Issue.ObjectForPrimitive);
                SkipValue(ref reader);
                return null;
            case JsonTokenType.StartArray:
                Report(ref reader, Issue.ArrayForPrimitive);
                SkipValue(ref reader);
                return null;
            default:
                ReportToken(ref reader, kind);
                return reader.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(ValueBytes(ref reader))
                    : reader.TokenType == JsonTokenType.True ? True
                    : False;
        }
    }

    private string ReadDecimal(ref Utf8JsonReader reader)
    {
        var digits = ValueBytes(ref reader);
        // The text is kept whatever its precision, but it must be a number that a computer can hold.
        if (
            digits.Length > LongestNumber
            || digits.Length > 18 && (!Utf8Parser.TryParse(digits, out double value, out _) || double.IsInfinity(value))
            || digits.IndexOfAny((byte)'e', (byte)'E') >= 0 && (!Utf8Parser.TryParse(digits, out value, out _) || double.IsInfinity(value))
        )
        {
            ReportNumber(ref reader, PrimitiveKind.Decimal);
            if (digits.Length > LongestNumber)
                digits = digits[..LongestNumber];
        }
        return Encoding.ASCII.GetString(digits);
    }

    private object ReadInteger(ref Utf8JsonReader reader, PrimitiveKind kind)
    {
        if (!reader.TryGetInt32(out var number))
        {
            ReportNumber(ref reader, kind);
            var digits = ValueBytes(ref reader);
            return Encoding.ASCII.GetString(digits[..Math.Min(digits.Length, LongestNumber)]);
        }
        if (validates && (kind == PrimitiveKind.PositiveInt && number < 1 || kind == PrimitiveKind.UnsignedInt && number < 0))
            ReportNumber(ref reader, kind);
        return (uint)number < (uint)SmallIntegers.Length ? SmallIntegers[number] ??= number : number;
    }

    private object ReadString(ref Utf8JsonReader reader, PropertyFacts property)
    {
        var text = ValueBytes(ref reader);
        if (text.Length == 0)
        {
            Report(ref reader, Issue.EmptyString);
            return "";
        }
        switch (property.Primitive)
        {
            case PrimitiveKind.Enumeration:
                if (property.Codes.TryFind(text, out var code))
                    return code;
                if (validates)
                    ReportCode(ref reader, property.Codes.Name);
                return Text(ref reader, text);
            case PrimitiveKind.Code:
                Check(ref reader, Formats.IsCode(text), Issue.NotACode);
                return CachedText(ref reader, text);
            case PrimitiveKind.Uri or PrimitiveKind.Canonical or PrimitiveKind.Url:
                Check(ref reader, Formats.IsUri(text), Issue.NotAUri);
                return NoteIfLocal(property, CachedText(ref reader, text));
            case PrimitiveKind.String or PrimitiveKind.Markdown:
                if (text.Length > LongestString && validates)
                    Report(ref reader, Issue.StringTooLong);
                return NoteIfLocal(property, Text(ref reader, text));
            case PrimitiveKind.XHtml:
                if (validates && Narratives.Fault(text) is { } fault)
                    Report(ref reader, fault);
                return Text(ref reader, text);
            case PrimitiveKind.Date:
                return Checked(ref reader, text, Formats.IsDate(text), Issue.NotADate);
            case PrimitiveKind.DateTime:
                return Checked(ref reader, text, Formats.IsDateTime(text), Issue.NotADateTime);
            case PrimitiveKind.Instant:
                return Checked(ref reader, text, Formats.IsInstant(text), Issue.NotAnInstant);
            case PrimitiveKind.Time:
                return Checked(ref reader, text, Formats.IsTime(text), Issue.NotATime);
            case PrimitiveKind.Id:
                return Checked(ref reader, text, Formats.IsId(text), Issue.NotAnId);
            case PrimitiveKind.Oid:
                return Checked(ref reader, text, Formats.IsOid(text), Issue.NotAnOid);
            case PrimitiveKind.Uuid:
                return Checked(ref reader, text, Formats.IsUuid(text), Issue.NotAUuid);
            case PrimitiveKind.Base64Binary:
                return Checked(ref reader, text, !checksBase64 || Formats.IsBase64(text), Issue.NotBase64);
            default:
                ReportToken(ref reader, property.Primitive);
                return Text(ref reader, text);
        }
    }

    // "#id": the name of a contained resource.
    private string NoteIfLocal(PropertyFacts property, string text)
    {
        if (text[0] == '#' && validates)
            NoteLocalReference(property, text);
        return text;
    }

    private void Check(ref Utf8JsonReader reader, bool holds, Issue otherwise)
    {
        if (!holds && validates)
            Report(ref reader, otherwise);
    }

    private string Checked(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> text, bool holds, Issue otherwise)
    {
        Check(ref reader, holds, otherwise);
        return Text(ref reader, text);
    }

    // Systems, codes and the like come again and again: one string serves them all. Never used for what may name a person.
    private string CachedText(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> text) =>
        Ascii.IsValid(text) && !reader.ValueIsEscaped ? KnownTexts.Get(text) : Text(ref reader, text);

    private string Text(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> text)
    {
        // Only an escape can bring a control character in: the tokenizer refuses bare ones.
        if (reader.ValueIsEscaped && text.ContainsAnyInRange((byte)0, (byte)0x1f) && HasControl(text))
            Report(ref reader, Issue.ControlCharacter);
        if (Ascii.IsValid(text))
            return string.Create(text.Length, text, static (characters, bytes) => Ascii.ToUtf16(bytes, characters, out _));
        if (!Utf8.IsValid(text))
            Report(ref reader, Issue.NotUnicode);
        return Encoding.UTF8.GetString(text);
    }

    private static bool HasControl(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
            if (c < 0x20 && c is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                return true;
        return false;
    }

    /// <summary>The bytes of the token without escapes. They are valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> ValueBytes(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && !reader.HasValueSequence ? reader.ValueSpan : CopiedBytes(ref reader);

    private ReadOnlySpan<byte> CopiedBytes(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        if (unescaped is null || unescaped.Length < length)
            unescaped = new byte[Math.Max(length, 256)];
        if (reader.TokenType == JsonTokenType.Number)
        {
            reader.ValueSequence.CopyTo(unescaped);
            return unescaped.AsSpan(0, length);
        }
        try
        {
            return unescaped.AsSpan(0, reader.CopyString(unescaped));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, or bytes that are not UTF-8: there is no text to keep.
            Report(ref reader, Issue.NotUnicode);
            return "\uFFFD"u8;
        }
    }
}
