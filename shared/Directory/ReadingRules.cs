using System.Collections.Frozen;
using System.Collections.Immutable;
using IntegrationHub.Access;

namespace IntegrationHub.Directory;

/// <summary>What each role sees of a record, and what of it is sensitive: reading.json, sensitive.json and what each place changes in its rules.</summary>
/// <param name="Roles">The system's table. A role that is not in it sees nothing.</param>
/// <param name="Places">What a place's residents' records show to a role where the place decided otherwise, by place id.</param>
/// <param name="Sensitive">In the order of the file.</param>
/// <param name="LawDespiteObjection">By section code: the law that asks for it to be shared although the person objects.</param>
public sealed record ReadingRules(
    FrozenDictionary<Role, RoleReading> Roles,
    FrozenDictionary<string, FrozenDictionary<Role, FrozenSet<string>>> Places,
    ImmutableArray<SensitiveCategory> Sensitive,
    FrozenDictionary<string, string> LawDespiteObjection
)
{
    /// <summary>The sections, by code, that a role sees of a record of this place; of a record without a place, what the system says.</summary>
    public FrozenSet<string> SectionsFor(Role role, string? placeId)
    {
        if (!Roles.TryGetValue(role, out var row))
            return FrozenSet<string>.Empty;
        return placeId is not null && Places.TryGetValue(placeId, out var local) && local.TryGetValue(role, out var sections)
            ? sections
            : row.Sections;
    }
}

/// <summary>A role's row in the system's table.</summary>
/// <param name="Sections">Codes of the sections it sees.</param>
/// <param name="SensitiveSeen">Ids of the sensitive categories that it sees whoever sent them.</param>
/// <param name="SeesOwnSensitive">Whether it sees of every category what its own organisation sent.</param>
/// <param name="MayBreakGlass">Whether it may, with a reason, read what is otherwise withheld.</param>
public sealed record RoleReading(FrozenSet<string> Sections, FrozenSet<string> SensitiveSeen, bool SeesOwnSensitive, bool MayBreakGlass);

/// <summary>Content that is kept from roles without the right to it.</summary>
/// <param name="Labels">Codes of a sender's security labels that put an entry here.</param>
/// <param name="Codes">Codes that put an entry here, by code system.</param>
/// <param name="Words">Texts that put an entry here where they stand in what it displays as words of their own, in any case.</param>
/// <param name="OpenedByBreakGlass">Whether a broken glass shows it.</param>
public sealed record SensitiveCategory(
    string Id,
    string Name,
    FrozenSet<string> Labels,
    FrozenDictionary<string, FrozenSet<string>> Codes,
    ImmutableArray<string> Words,
    bool OpenedByBreakGlass
);
