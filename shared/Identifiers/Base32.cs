namespace IntegrationHub.Identifiers;

/// <summary>RFC 4648 base32 in lower case without padding: safe in table keys, blob names, addresses and FHIR ids alike.</summary>
public static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[(bytes.Length * 8 + 4) / 5];
        var at = 0;
        var buffer = 0;
        var bits = 0;
        foreach (var b in bytes)
        {
            buffer = buffer << 8 | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[at++] = Alphabet[buffer >> bits & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
            text[at] = Alphabet[buffer << 5 - bits & 31];
        return new string(text);
    }

    public static bool IsBase32(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not (>= 'a' and <= 'z' or >= '2' and <= '7'))
                return false;
        }

        return true;
    }
}
