using System.Text;
using System.Text.Json;

namespace Onebox.Storage.Tables;

/// <summary>JSON strings in the shortest form: only the quote, the backslash and control characters are escaped.</summary>
internal static class JsonText
{
    /// <summary>Writes the quoted form of UTF-8 text.</summary>
    public static void Write(Output output, ReadOnlySpan<byte> text)
    {
        output.Add((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(Special);
            if (plain < 0)
                break;
            output.Add(text[..plain]);
            Escape(output, text[plain]);
            text = text[(plain + 1)..];
        }

        output.Add(text);
        output.Add((byte)'"');
    }

    public static void Write(Output output, string text)
    {
        Span<byte> utf8 = text.Length <= 512 ? stackalloc byte[text.Length * 3] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Write(output, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>The text of a stored string's inside.</summary>
    public static string Decode(ReadOnlySpan<byte> inside)
    {
        if (!inside.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(inside);
        var quoted = new byte[inside.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        inside.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private static readonly System.Buffers.SearchValues<byte> Special = System.Buffers.SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (byte)code),
        (byte)'"',
        (byte)'\\',
    ]);

    private static void Escape(Output output, byte code)
    {
        output.Add((byte)'\\');
        switch (code)
        {
            case (byte)'"' or (byte)'\\':
                output.Add(code);
                break;
            case (byte)'\n':
                output.Add((byte)'n');
                break;
            case (byte)'\r':
                output.Add((byte)'r');
                break;
            case (byte)'\t':
                output.Add((byte)'t');
                break;
            default:
                output.Add("u00"u8);
                output.Add((byte)(code < 0x10 ? '0' : '1'));
                output.Add((byte)"0123456789abcdef"[code & 0xF]);
                break;
        }
    }
}
