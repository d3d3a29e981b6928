namespace IntegrationHub.CareRecord.OneFact;

/// <summary>Another source's entry of a fact that is shown under one of them.</summary>
/// <param name="Shown">The entry, as it would have stood by itself.</param>
/// <param name="Differs">What it says otherwise than the entry it stands under; empty when it says the same or less.</param>
public sealed record AlsoTold(ShownEntry Shown, IReadOnlyList<Difference> Differs)
{
    public override string ToString() => $"AlsoTold {{ {Shown.Entry}, Differs = {Differs.Count} }}";
}

/// <summary>A detail that the other source tells otherwise.</summary>
/// <param name="What">display, status, date or value: the property of the entry.</param>
/// <param name="Value">What the other source says.</param>
public sealed record Difference(string What, string Value)
{
    internal static IReadOnlyList<Difference> Between(EntryContent first, EntryContent other)
    {
        List<Difference>? all = null;
        Compare(ref all, "display", first.Display, other.Display);
        Compare(ref all, "status", first.Status, other.Status);
        Compare(ref all, "date", first.Date, other.Date);
        Compare(ref all, "value", first.Value, other.Value);
        return all ?? (IReadOnlyList<Difference>)[];
    }

    /// <summary>To say nothing is not to differ.</summary>
    private static void Compare(ref List<Difference>? all, string what, string? first, string? other)
    {
        if (other is not null && !string.Equals(first, other, StringComparison.OrdinalIgnoreCase))
            (all ??= []).Add(new Difference(what, other));
    }

    public override string ToString() => $"Difference {{ What = {What} }}";
}
