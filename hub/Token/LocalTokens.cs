using IntegrationHub.Access;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Token;

/// <summary>Access tokens from the issuer that a data folder holds the key of.</summary>
internal sealed class LocalTokens : IDisposable
{
    private readonly LocalIssuer issuer;

    private LocalTokens(LocalIssuer issuer) => this.issuer = issuer;

    /// <exception cref="CommandFailure">No hub has run on this folder, so there is no key yet.</exception>
    public static LocalTokens Open(DataFolder folder, TimeProvider time) =>
        File.Exists(Path.Combine(folder.Keys, LocalIssuer.KeyFileName))
            ? new LocalTokens(LocalIssuer.Open(folder.Keys, time))
            : throw new CommandFailure(
                $"No hub has run on the data folder {folder.Path}: start one with `hub up`, or say which with --data."
            );

    public string Issue(TokenRequest request) => issuer.Issue(request.Organisation, request.Role, request.Purpose, request.Lifetime);

    public void Dispose() => issuer.Dispose();
}
