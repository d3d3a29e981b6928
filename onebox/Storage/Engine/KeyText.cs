using System.Buffers.Binary;
using System.Text;

namespace Onebox.Storage.Engine;

/// <summary>
/// Keys as bytes whose byte order is the order of their UTF-16 units, which is how the Azure services sort. Plain UTF-8 differs from that
/// order only beyond the basic plane, so surrogates are written as three bytes each (the CESU-8 form); ASCII stays one byte a character.
/// </summary>
internal static class KeyText
{
    /// <summary>Greater than every key: no encoded key holds a byte of 0xFF.</summary>
    public static ReadOnlySpan<byte> Highest => [0xFF];

    public static byte[] Encode(string key)
    {
        if (!HasSurrogate(key))
            return Encoding.UTF8.GetBytes(key);

        var bytes = new byte[key.Length * 3];
        var used = 0;
        foreach (var unit in key)
        {
            if (unit < 0x80)
            {
                bytes[used++] = (byte)unit;
            }
            else if (unit < 0x800)
            {
                bytes[used++] = (byte)(0xC0 | (unit >> 6));
                bytes[used++] = (byte)(0x80 | (unit & 0x3F));
            }
            else
            {
                bytes[used++] = (byte)(0xE0 | (unit >> 12));
                bytes[used++] = (byte)(0x80 | ((unit >> 6) & 0x3F));
                bytes[used++] = (byte)(0x80 | (unit & 0x3F));
            }
        }

        return bytes[..used];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // 0xED followed by 0xA0 or more is half a surrogate pair; all else is UTF-8 as it stands.
        if (!HoldsSurrogate(bytes))
            return Encoding.UTF8.GetString(bytes);

        var units = new char[bytes.Length];
        var used = 0;
        for (var at = 0; at < bytes.Length; )
        {
            var lead = bytes[at];
            if (lead < 0x80)
            {
                units[used++] = (char)lead;
                at++;
            }
            else if (lead < 0xE0)
            {
                units[used++] = (char)(((lead & 0x1F) << 6) | (bytes[at + 1] & 0x3F));
                at += 2;
            }
            else
            {
                var tail = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 1)..]);
                units[used++] = (char)(((lead & 0x0F) << 12) | (((tail >> 8) & 0x3F) << 6) | (tail & 0x3F));
                at += 3;
            }
        }

        return new string(units, 0, used);
    }

    private static bool HasSurrogate(string key) => key.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    private static bool HoldsSurrogate(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)0xED); at >= 0 && at + 1 < bytes.Length; )
        {
            if (bytes[at + 1] >= 0xA0)
                return true;
            var next = bytes[(at + 1)..].IndexOf((byte)0xED);
            if (next < 0)
                return false;
            at += 1 + next;
        }

        return false;
    }
}
