using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Import;

/// <summary>What a dropped file holds, by the ending of its name.</summary>
public enum DroppedKind
{
    /// <summary><c>.ndjson</c>: a resource or a Bundle on each line.</summary>
    Lines = 1,

    /// <summary><c>.json</c>: one resource or Bundle.</summary>
    Whole,

    /// <summary>Anything else: not read.</summary>
    Unknown,
}

/// <summary>A file in container <c>inbound</c>, by what its name says: <c>{organisation}/….ndjson</c> or <c>….json</c>.</summary>
public sealed record DroppedFile(string Name, OdsCode Organisation, DroppedKind Kind)
{
    /// <summary>The hub writes these two beside the file, so they are no input themselves.</summary>
    public const string ErrorsEnding = ".errors.ndjson";

    /// <inheritdoc cref="ErrorsEnding"/>
    public const string SummaryEnding = ".summary.json";

    /// <summary>Azure's 1,024, less what the hub adds.</summary>
    internal const int LongestName = 1000;

    /// <summary>Whether the hub wrote it.</summary>
    public static bool IsOurs(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(ErrorsEnding, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(SummaryEnding, StringComparison.OrdinalIgnoreCase);
    }

    /// <returns>Null where the name begins with no ODS code and a slash, or is too long.</returns>
    public static DroppedFile? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || name.Length > LongestName || !OdsCode.TryParse(name[..slash], out var organisation))
            return null;
        var kind = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".ndjson" => DroppedKind.Lines,
            ".json" => DroppedKind.Whole,
            _ => DroppedKind.Unknown,
        };
        return new DroppedFile(name, organisation, kind);
    }

    /// <summary>
    /// Who sends what is dropped: the system of the folder's organisation. That somebody may write into the folder is for whoever
    /// gave the right; what the organisation may send is asked as for any message.
    /// </summary>
    /// <returns>Null for an organisation that the directory does not know, or that has no systems.</returns>
    public static Caller? CallerOf(OdsCode organisation, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        Role? role = directory.Find(organisation)?.Kind switch
        {
            OrganisationKind.Practice => Role.GpSystem,
            OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Provider => Role.TrustSystem,
            OrganisationKind.Council => Role.CouncilSystem,
            _ => null,
        };
        return role is { } known ? new Caller(organisation, known, Purpose: null, "file-drop") : null;
    }
}
