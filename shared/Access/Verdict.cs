using System.Diagnostics.CodeAnalysis;
using IntegrationHub.Errors;

namespace IntegrationHub.Access;

/// <summary>A yes, or a no with the error to answer. The default value is a no.</summary>
public readonly record struct Verdict
{
    private readonly HubError? refusal;
    private readonly bool allowed;

    private Verdict(bool allowed, HubError? refusal)
    {
        this.allowed = allowed;
        this.refusal = refusal;
    }

    public static Verdict Yes { get; } = new(true, null);

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAllowed => allowed;

    /// <summary>Null where it is allowed.</summary>
    public HubError? Refusal => allowed ? null : refusal ?? ErrorCatalogue.NotAllowed.ToHubError();

    public static Verdict No(ErrorKind kind) => new(false, kind.ToHubError());
}
