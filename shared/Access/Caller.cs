using System.Text;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Access;

/// <summary>Who calls, as the access token says and nothing else does.</summary>
/// <param name="Organisation">The organisation that the caller acts for. Whether the directory knows it is <see cref="AccessPolicy"/>'s question.</param>
/// <param name="Purpose">Why, in the issuer's words (1 to 64 of a-z, 0-9 and hyphens); null if the token does not say.</param>
/// <param name="Subject">The issuer's own name of the person or system, for the audit only: it may identify a member of staff.</param>
public sealed record Caller(OdsCode Organisation, Role Role, string? Purpose, string Subject)
{
    // Members of staff are persons too: what a log prints of a caller leaves the subject out.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Organisation).Append(' ').Append(Role.Name());
        return true;
    }
}
