using System.Collections.Frozen;

namespace IntegrationHub.Access;

/// <summary>What a caller is. A closed set: a token with any other role is refused.</summary>
public enum Role
{
    GpSystem = 1,
    TrustSystem,
    CouncilSystem,
    Clinician,
    SocialWorker,
    DischargeCoordinator,
    PrivacyOfficer,
    Operator,
}

/// <summary>The words for roles in tokens, settings and the command line. Exact: no other case.</summary>
public static class Roles
{
    private static readonly FrozenDictionary<string, Role> ByName = new Dictionary<string, Role>
    {
        ["gp-system"] = Role.GpSystem,
        ["trust-system"] = Role.TrustSystem,
        ["council-system"] = Role.CouncilSystem,
        ["clinician"] = Role.Clinician,
        ["social-worker"] = Role.SocialWorker,
        ["discharge-coordinator"] = Role.DischargeCoordinator,
        ["privacy-officer"] = Role.PrivacyOfficer,
        ["operator"] = Role.Operator,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Role, string> Names = ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every role's name, in the order of <see cref="Role"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    public static bool TryParse(string? text, out Role role)
    {
        role = default;
        return text is not null && ByName.TryGetValue(text, out role);
    }

    public static string Name(this Role role) => Names[role];
}
