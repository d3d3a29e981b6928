using IntegrationHub.Errors;

namespace IntegrationHub.Access;

/// <summary>What became of a request's token: one of the two nested records.</summary>
public abstract record AccessDecision
{
    private AccessDecision() { }

    /// <summary>The token is valid: this is who calls. What the caller may do is for <see cref="AccessPolicy"/> to say.</summary>
    public sealed record Allowed(Caller Caller) : AccessDecision;

    /// <summary>
    /// INT300 (401) for everything about the token itself, with no word on which check failed; INT301 (403) for a valid token
    /// that lacks an organisation or a role; INT305 (503) while the issuer's keys cannot be had.
    /// </summary>
    public sealed record Refused(HubError Error) : AccessDecision;
}
