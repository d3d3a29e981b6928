namespace Hl7.Fhir.Serialization;

/// <summary>Which elements of one object have been read: as value and as companion ("_birthDate"). No type has more than 64.</summary>
internal struct SeenElements
{
    private ulong values;
    private ulong companions;
    private ulong withNulls;
    private bool resourceType;

    public readonly bool HasNulls => withNulls != 0;

    public readonly bool HasCompanions => companions != 0;

    public readonly bool HasCompanionAt(int slot) => (companions & 1UL << slot) != 0;

    /// <summary>False when it was there already.</summary>
    public bool Add(int slot, bool isCompanion)
    {
        var bit = 1UL << slot;
        var before = isCompanion ? companions : values;
        if (isCompanion)
            companions |= bit;
        else
            values |= bit;
        return (before & bit) == 0;
    }

    /// <summary>True when it was there already.</summary>
    public bool AddResourceType() => resourceType || !(resourceType = true);

    public readonly bool Has(int slot) => ((values | companions) & 1UL << slot) != 0;

    public void MarkNulls(int slot) => withNulls |= 1UL << slot;

    public readonly bool HasNullsAt(int slot) => (withNulls & 1UL << slot) != 0;
}
