using IntegrationHub.Access;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Token;

/// <summary>Access tokens from the issuer that a data folder holds the key of.</summary>
internal static class LocalTokens
{
    /// <exception cref="CommandFailure">No hub has run on this folder, so there is no key yet.</exception>
    public static string Make(DataFolder folder, TokenRequest request, TimeProvider time)
    {
        if (!File.Exists(Path.Combine(folder.Keys, LocalIssuer.KeyFileName)))
            throw new CommandFailure(
                $"No hub has run on the data folder {folder.Path}: start one with `hub up`, or say which with --data."
            );
        using var issuer = LocalIssuer.Open(folder.Keys, time);
        return issuer.Issue(request.Organisation, request.Role, request.Purpose, request.Lifetime);
    }
}
