namespace Hl7.Fhir.Serialization;

/// <summary>Which elements of one object have been read: as value and as companion ("_birthDate"). No type has more than 128.</summary>
internal struct SeenElements
{
    private UInt128 values;
    private UInt128 companions;
    private UInt128 withNulls;
    private bool resourceType;

    public readonly bool HasNulls => withNulls != UInt128.Zero;

    /// <summary>False when it was there already.</summary>
    public bool Add(int slot, bool isCompanion)
    {
        ref var set = ref isCompanion ? ref Companions(ref this) : ref Values(ref this);
        var bit = UInt128.One << slot;
        if ((set & bit) != UInt128.Zero)
            return false;
        set |= bit;
        return true;
    }

    /// <summary>True when it was there already.</summary>
    public bool AddResourceType() => resourceType || !(resourceType = true);

    public readonly bool Has(int slot) => ((values | companions) & (UInt128.One << slot)) != UInt128.Zero;

    public void MarkNulls(int slot) => withNulls |= UInt128.One << slot;

    public readonly bool HasNullsAt(int slot) => (withNulls & (UInt128.One << slot)) != UInt128.Zero;

    private static ref UInt128 Values(ref SeenElements seen) => ref seen.values;

    private static ref UInt128 Companions(ref SeenElements seen) => ref seen.companions;
}
