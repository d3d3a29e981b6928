using System.Buffers.Text;
using System.Text.Json;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Access;

/// <summary>The payload of a token whose signature, issuer, audience and times have been checked.</summary>
internal sealed class TokenClaims : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    // OpenID Connect Core sections 3.1.3.6 and 3.3.2.11: what stands in ID tokens only. Some issuers give both kinds the type JWT.
    private static readonly string[] OfIdTokens = ["nonce", "at_hash", "c_hash", "s_hash"];

    private readonly JsonDocument document;

    private TokenClaims(JsonDocument document) => this.document = document;

    public static TokenClaims? Read(ReadOnlySpan<char> part)
    {
        try
        {
            var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new(document);
            document.Dispose();
            return null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }

    public bool IsIdToken =>
        OfIdTokens.Any(name => document.RootElement.TryGetProperty(name, out _)) || Text("token_use") is "id" || Text("typ") is "ID";

    /// <summary>1 to 256 printable ASCII characters.</summary>
    public string? Subject => Text("sub") is { Length: > 0 and <= 256 } text && text.All(c => c is > ' ' and <= '~') ? text : null;

    /// <summary>The organisation named in the token, else that of the client; null where there is none or the claim is no ODS code.</summary>
    public OdsCode? Organisation(AccessOptions options)
    {
        if (document.RootElement.TryGetProperty(options.OrganisationClaim, out _))
            return OdsCode.TryParse(Text(options.OrganisationClaim), out var named) ? named : null;
        return
            (Text("azp") ?? Text("appid")) is { } client
            && (options.Clients.TryGetValue(client, out var text) || options.Clients.TryGetValue(WithoutHyphens(client), out text))
            && OdsCode.TryParse(text, out var code)
            ? code
            : null;
    }

    /// <summary>As the name of an app setting of Azure has to be.</summary>
    private static string WithoutHyphens(string client) => client.Replace("-", "", StringComparison.Ordinal);

    /// <summary>The one role; null where there is none, an unknown one, or several: the hub does not choose among a caller's roles.</summary>
    public Role? Role(AccessOptions options)
    {
        if (!document.RootElement.TryGetProperty(options.RoleClaim, out var claim))
            return null;
        if (claim.ValueKind == JsonValueKind.String)
            return Roles.TryParse(TextOf(claim), out var single) ? single : null;
        if (claim.ValueKind != JsonValueKind.Array)
            return null;

        Role? found = null;
        foreach (var item in claim.EnumerateArray())
        {
            if (!Roles.TryParse(TextOf(item), out var role))
                continue;
            if (found is not null)
                return null;
            found = role;
        }

        return found;
    }

    /// <returns>False if there is a purpose and it is malformed.</returns>
    public bool TryPurpose(AccessOptions options, out string? purpose)
    {
        purpose = Text(options.PurposeClaim);
        if (!document.RootElement.TryGetProperty(options.PurposeClaim, out _))
            return true;
        return purpose is { Length: > 0 and <= 64 } && purpose.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
    }

    public void Dispose() => document.Dispose();

    private string? Text(string name) => document.RootElement.TryGetProperty(name, out var claim) ? TextOf(claim) : null;

    private static string? TextOf(JsonElement claim)
    {
        try
        {
            return claim.ValueKind == JsonValueKind.String ? claim.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: no text that anything here could equal.
            return null;
        }
    }
}
