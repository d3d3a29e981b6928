using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;

namespace IntegrationHub.Access;

/// <summary>The protected header of a token, read before any key is looked for.</summary>
internal sealed record TokenHeader(string Algorithm, string KeyId)
{
    /// <summary>
    /// The signature algorithms that count. ES256 is the local issuer's, RS256 Entra ID's, PS256 and RS512 those of the NHS signed-JWT
    /// pattern. No symmetric one: whoever can check a token must not be able to make one (RFC 8725 section 3.1).
    /// </summary>
    public static readonly FrozenSet<string> Algorithms = FrozenSet.Create(StringComparer.Ordinal, "ES256", "PS256", "RS256", "RS512");

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    /// <summary>
    /// Takes alg, kid, typ and the thumbprints that Entra ID adds. Anything else is refused, and with it jku, x5u, jwk and x5c
    /// (keys that the token brings along) and crit, zip and enc (RFC 7515 section 4.1.11, RFC 8725 section 3.10).
    /// </summary>
    public static TokenHeader? Read(ReadOnlySpan<char> part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TokenHeader? Read(JsonElement header)
    {
        string? algorithm = null;
        string? keyId = null;
        string? type = null;
        foreach (var parameter in header.EnumerateObject())
        {
            if (parameter.Value.ValueKind != JsonValueKind.String)
                return null;
            switch (parameter.Name)
            {
                case "alg":
                    algorithm = parameter.Value.GetString();
                    break;
                case "kid":
                    keyId = parameter.Value.GetString();
                    break;
                case "typ":
                    type = parameter.Value.GetString();
                    break;
                case "x5t" or "x5t#S256":
                    break;
                default:
                    return null;
            }
        }

        var isAccessToken = type is "at+jwt" or "application/at+jwt" or "JWT";
        return isAccessToken && keyId is { Length: > 0 } && algorithm is not null && Algorithms.Contains(algorithm)
            ? new(algorithm, keyId)
            : null;
    }
}
