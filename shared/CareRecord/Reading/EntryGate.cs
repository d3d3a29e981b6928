using System.Collections.Frozen;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>Why an entry is not shown. In the order in which they are asked: the first that holds is stated.</summary>
public enum WithheldReason
{
    /// <summary>The reader's role does not see its section.</summary>
    Role = 1,

    /// <summary>The person objects to sharing.</summary>
    Objection,

    /// <summary>It is sensitive, and the reader has no right to its kind.</summary>
    Sensitive,
}

/// <summary>How a caller reads one record.</summary>
/// <param name="GlassBroken">Past what is withheld, with a reason given.</param>
public sealed record Admission(RecordAccess Access, bool GlassBroken);

/// <summary>
/// Pure: which of a record's entries one reader sees, and why not the others. What no rule allows is withheld. A system sees whatever its
/// own organisation sent; people see it by the same table as the rest, but an objection does not hide from an organisation what it told itself.
/// </summary>
public sealed class EntryGate
{
    private readonly SensitiveContent sensitive;
    private readonly OdsCode organisation;
    private readonly bool isSystem;
    private readonly bool glassBroken;
    private readonly bool seesOwnSensitive;
    private readonly FrozenSet<string> sections;
    private readonly FrozenDictionary<string, string>? lawOnly;
    private readonly SensitiveSet right;

    /// <param name="objects">Whether the person's objection is in force.</param>
    public EntryGate(ReadingRules rules, SensitiveContent sensitive, Caller caller, Admission admission, string? placeId, bool objects)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(admission);
        this.sensitive = sensitive;
        organisation = caller.Organisation;
        isSystem = caller.Role is Role.GpSystem or Role.TrustSystem or Role.CouncilSystem;
        glassBroken = admission.GlassBroken;
        sections = rules.SectionsFor(caller.Role, placeId);
        lawOnly = objects ? rules.LawDespiteObjection : null;
        var row = rules.Roles.GetValueOrDefault(caller.Role);
        seesOwnSensitive = row?.SeesOwnSensitive ?? false;
        for (var i = 0; i < rules.Sensitive.Length; i++)
        {
            var category = rules.Sensitive[i];
            if (row?.SensitiveSeen.Contains(category.Id) is true || glassBroken && category.OpenedByBreakGlass)
                right |= SensitiveSet.Of(i);
        }
    }

    /// <returns>Null for an entry that is shown.</returns>
    public WithheldReason? Withholds(ShownEntry shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var own = shown.Commit.Provenance.Sender == organisation;
        if (own && isSystem)
            return null;
        var section = RecordView.SectionOf(shown.Entry).Code;
        if (!glassBroken && !sections.Contains(section))
            return WithheldReason.Role;
        if (!glassBroken && !own && lawOnly is not null && !lawOnly.ContainsKey(section))
            return WithheldReason.Objection;
        if (own && seesOwnSensitive)
            return null;
        return sensitive.Of(shown.Entry).Without(right).IsEmpty ? null : WithheldReason.Sensitive;
    }
}
