using Microsoft.Extensions.Primitives;

namespace IntegrationHub.Access;

/// <summary>Takes the token out of the Authorization header, and refuses every spelling but the one canonical.</summary>
internal static class BearerToken
{
    /// <summary>A token is read only up to this many characters; issuers' real ones are 0.5 to 3 KiB.</summary>
    public const int MaxLength = 8 * 1024;

    private const string Scheme = "Bearer ";

    /// <returns>What follows the scheme in the one header there is; empty where that is nothing or too long.</returns>
    public static ReadOnlySpan<char> Read(StringValues authorization)
    {
        if (authorization is not [{ } header] || header.Length > Scheme.Length + MaxLength)
            return [];
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Scheme.Length) : [];
    }

    /// <summary>
    /// Three non-empty base64url parts: four more would be an encrypted token, which the hub does not take. Of several spellings of
    /// the same signature bytes only the canonical one passes, so that no byte of a token can change unseen.
    /// </summary>
    public static bool IsCompactJws(string token)
    {
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');
        return first > 0
            && last > first + 1
            && IsBase64Url(token.AsSpan(0, first))
            && IsBase64Url(token.AsSpan(first + 1, last - first - 1))
            && IsBase64Url(token.AsSpan(last + 1));
    }

    private static bool IsBase64Url(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
        {
            if (SixBits(c) < 0)
                return false;
        }

        // The last character of a part of 4n+2 (4n+3) characters carries 4 (2) bits that stand for nothing: they are zero.
        return (part.Length % 4) switch
        {
            0 => part.Length > 0,
            2 => (SixBits(part[^1]) & 0b1111) == 0,
            3 => (SixBits(part[^1]) & 0b11) == 0,
            _ => false,
        };
    }

    private static int SixBits(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '-' => 62,
            '_' => 63,
            _ => -1,
        };
}
