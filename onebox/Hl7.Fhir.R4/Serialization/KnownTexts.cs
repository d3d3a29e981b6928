using System.Text;
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Serialization;

/// <summary>
/// Strings of addresses and codes met before. A fixed number of places: a new text takes the place of an older one, so that input cannot
/// make it grow. Places are single references, so that threads need no lock.
/// </summary>
internal static class KnownTexts
{
    private const int Bits = 11;
    private const int Longest = 128;
    private static readonly string?[] Places = new string?[1 << Bits];

    public static string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > Longest)
            return Encoding.ASCII.GetString(ascii);
        ref var place = ref Places[(int)(Utf8Hash.Of(ascii) >> 64 - Bits)];
        var known = place;
        if (known is not null && Ascii.Equals(ascii, known))
            return known;
        return place = Encoding.ASCII.GetString(ascii);
    }
}
