using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Cli.Send;

/// <summary>
/// NHS numbers for demonstrations and tests: the range that begins with 999, which is never given to a person, with a right
/// modulus 11 check digit.
/// </summary>
internal static class SyntheticNhsNumber
{
    /// <summary>How many different numbers there are to give.</summary>
    public const int Count = 900_000;

    /// <summary>Different serials, from 0 up to <see cref="Count"/>, get different numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The serial is outside that range.</exception>
    public static string FromSerial(int serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(serial, Count);

        Span<char> digits = stackalloc char[10];
        "999".CopyTo(digits);
        (serial / 9).TryFormat(digits[3..8], out _, "D5", null);
        var sum = 0;
        for (var i = 0; i < 8; i++)
            sum += (digits[i] - '0') * (10 - i);

        // Of the ten ninth digits at most one leads to the check digit 10, which does not exist: so nine are always there.
        var left = serial % 9;
        for (var ninth = 0; ; ninth++)
        {
            var check = (11 - (sum + ninth * 2) % 11) % 11;
            if (check == 10 || left-- > 0)
                continue;
            digits[8] = (char)('0' + ninth);
            digits[9] = (char)('0' + check);
            return new string(digits);
        }
    }

    /// <summary>
    /// Always the same number for the same text. Two texts share one with a chance of 1 in 900,000: fine for a few hundred patients.
    /// </summary>
    public static string FromText(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return FromSerial((int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Count));
    }
}
