using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using IntegrationHub.Errors;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IntegrationHub.Access;

/// <summary>
/// Checks bearer tokens (RFC 6750, RFC 9068, RFC 8725). No clue about which check failed leaves this class: to a caller every bad
/// token looks alike.
/// </summary>
public sealed class AccessTokens
{
    private static readonly AccessDecision NotAuthenticated = new AccessDecision.Refused(ErrorCatalogue.NotAuthenticated);
    private static readonly AccessDecision NotAllowed = new AccessDecision.Refused(ErrorCatalogue.NotAllowed);
    private static readonly AccessDecision KeysUnavailable = new AccessDecision.Refused(ErrorCatalogue.AccessKeysUnavailable);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = BearerToken.MaxLength };
    private readonly AccessOptions options;
    private readonly SigningKeys keys;
    private readonly TimeProvider time;
    private readonly RememberedTokens remembered;

    internal AccessTokens(IOptions<AccessOptions> options, SigningKeys keys, TimeProvider time)
    {
        this.options = options.Value;
        this.keys = keys;
        this.time = time;
        remembered = new RememberedTokens(this.options.RememberedTokens);
    }

    /// <summary>Who sends a request, by its Authorization header.</summary>
    /// <param name="authorization">The header's values as they came: anything but exactly one is refused.</param>
    public ValueTask<AccessDecision> CheckAsync(StringValues authorization, CancellationToken cancellationToken) =>
        CheckAsync(authorization, time.GetUtcNow(), cancellationToken);

    /// <inheritdoc cref="CheckAsync(StringValues, CancellationToken)"/>
    /// <param name="authorization">The header's values as they came.</param>
    /// <param name="at">
    /// When the token must have been valid: for a queued message the moment the broker took it, so that a backlog of hours makes no
    /// message a refused one. Never a time that the sender could choose; one that lies ahead counts as now.
    /// </param>
    public ValueTask<AccessDecision> CheckAsync(StringValues authorization, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        at = at < now ? at : now;
        var token = BearerToken.Read(authorization);
        if (token.IsEmpty)
            return new(NotAuthenticated);
        var hash = TokenHash.Of(token);
        if (remembered.Find(hash) is { } known && ReferenceEquals(known.Keys, keys.Current))
            return new(at >= known.NotBefore && at < known.NotAfter ? known.Decision : NotAuthenticated);

        return new(CheckNewAsync(token.ToString(), hash, at, cancellationToken));
    }

    /// <summary>Reads the keys, and checks a token whose signature is none, so that the code of a check is compiled before it is asked for.</summary>
    internal async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var (set, _) = await keys.FindAsync("", cancellationToken);
        if (set?.Keys.Values.FirstOrDefault() is not { } key)
            return;
        var header = $$"""{"alg":"{{key.Algorithms.First()}}","typ":"at+jwt","kid":"{{JsonEncodedText.Encode(key.Id)}}"}""";
        var token = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.e30.{Base64Url.EncodeToString(new byte[64])}";
        await CheckNewAsync(token, TokenHash.Of(token), time.GetUtcNow(), cancellationToken);
    }

    private async Task<AccessDecision> CheckNewAsync(string token, TokenHash hash, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (
            !BearerToken.IsCompactJws(token)
            || TokenHeader.Read(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))) is not { } header
        )
            return NotAuthenticated;
        var (set, key) = await keys.FindAsync(header.KeyId, cancellationToken);
        if (set is null)
            return KeysUnavailable;
        if (key is null || !key.Algorithms.Contains(header.Algorithm))
            return NotAuthenticated;

        var result = await handler.ValidateTokenAsync(token, Parameters(header, key, at));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid)
            return NotAuthenticated;
        using var claims = TokenClaims.Read(valid.EncodedPayload);
        if (claims is null || claims.IsIdToken || claims.Subject is not { } subject || !claims.TryPurpose(options, out var purpose))
            return NotAuthenticated;
        if (claims.Organisation(options) is not { } organisation || claims.Role(options) is not { } role)
            return NotAllowed;

        var decision = new AccessDecision.Allowed(new Caller(organisation, role, purpose, subject));
        remembered.Add(hash, new(decision, set, From(valid.ValidFrom), Until(valid.ValidTo)));
        return decision;
    }

    private TokenValidationParameters Parameters(TokenHeader header, SigningKey key, DateTimeOffset at) =>
        new()
        {
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [header.Algorithm],
            ValidIssuer = options.Issuer,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            // A token for several audiences could be replayed by one of them against the others.
            AudienceValidator = (audiences, _, _) =>
                audiences.Count() == 1 && string.Equals(audiences.First(), options.Audience, StringComparison.Ordinal),
            // The library would ask the machine's clock.
            LifetimeValidator = (notBefore, expires, _, _) => IsValidAt(at, notBefore, expires),
        };

    private bool IsValidAt(DateTimeOffset at, DateTime? notBefore, DateTime? expires) =>
        expires is { } end && at < Until(end) && (notBefore is not { } start || at >= From(start));

    private DateTimeOffset From(DateTime start) =>
        start == DateTime.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(start, TimeSpan.Zero) - options.ClockSkew;

    private DateTimeOffset Until(DateTime end) => new DateTimeOffset(end, TimeSpan.Zero) + options.ClockSkew;
}
