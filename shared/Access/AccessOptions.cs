namespace IntegrationHub.Access;

/// <summary>Settings under <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>The one issuer whose tokens count; compared as text.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The hub's own name in tokens; a token's audience is this and nothing more.</summary>
    public string Audience { get; set; } = "";

    /// <summary>An https address whose <c>/.well-known/openid-configuration</c> leads to the keys. Either this or <see cref="SigningKeysFile"/>.</summary>
    public string? Authority { get; set; }

    /// <summary>A JWKS file with public keys, as the local issuer writes it.</summary>
    public string? SigningKeysFile { get; set; }

    /// <summary>How far the issuer's clock and ours may differ. 0 to 60 s; default 30 s.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many valid tokens are remembered until they expire. 0 to 100,000; default 10,000 (about 5 MB).</summary>
    public int RememberedTokens { get; set; } = 10_000;

    /// <summary>The claim with the caller's ODS code.</summary>
    public string OrganisationClaim { get; set; } = "ods";

    /// <summary>The claim with the role: a text, or a list with exactly one of the hub's roles in it. Entra ID's app roles: <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>The optional claim with the purpose.</summary>
    public string PurposeClaim { get; set; } = "purpose";

    /// <summary>
    /// ODS codes by client id (the claim <c>azp</c>, else <c>appid</c>), for issuers that cannot put an organisation into a system's token.
    /// Used only where the organisation claim is missing.
    /// </summary>
    public Dictionary<string, string> Clients { get; } = new(StringComparer.Ordinal);
}
