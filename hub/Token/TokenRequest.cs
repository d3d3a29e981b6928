using IntegrationHub.Access;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Cli.Token;

/// <summary>Who the bearer of a token is to be.</summary>
/// <param name="Purpose">Why records are looked at; null where the token does not say.</param>
internal sealed record TokenRequest(OdsCode Organisation, Role Role, string? Purpose, TimeSpan Lifetime)
{
    /// <param name="hours">Null for the issuer's usual lifetime.</param>
    /// <exception cref="CommandFailure">The organisation is no ODS code, or the role none of the hub's.</exception>
    public static TokenRequest Of(string organisation, string role, string? purpose = null, double? hours = null)
    {
        if (!OdsCode.TryParse(organisation, out var code))
            throw new CommandFailure("--org takes an ODS code: 3 to 8 letters and digits, such as X90001.");
        if (!Roles.TryParse(role, out var known))
            throw new CommandFailure($"--role takes one of: {string.Join(", ", Roles.All)}.");
        return new TokenRequest(code, known, purpose, hours is { } some ? TimeSpan.FromHours(some) : LocalIssuer.DefaultLifetime);
    }
}
