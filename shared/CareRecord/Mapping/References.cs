using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// What a resource's references name: the sender's display first, then the resource itself where it is contained or in the same
/// message, found by fullUrl, by type and id, or by identifier. What only the record may know is noted, and looked up when it is read.
/// </summary>
internal sealed class References(Resource resource, Func<string, Resource?>? sameMessage)
{
    /// <summary>An entry looks up this many at most.</summary>
    private const int MostPending = 8;

    private const int LongestAddress = 200;

    private List<PendingReference>? pending;

    /// <summary>What the resource is called where it has no words of its own, by whoever knows what it is about.</summary>
    public string? Otherwise { get; init; }

    /// <summary>What <see cref="Name(ResourceReference?, string)"/> could not name, for when the record is read.</summary>
    public IReadOnlyList<PendingReference> Pending => pending ?? (IReadOnlyList<PendingReference>)[];

    /// <summary>The resource, where it came with this one.</summary>
    public Resource? Find(ResourceReference? reference)
    {
        if (reference?.Reference is not { Length: > 0 } address)
            return Identified(reference?.Identifier);
        if (address[0] == '#')
            return Contained(address.AsSpan(1));
        if (sameMessage is null)
            return null;
        var version = address.IndexOf("/_history/", StringComparison.Ordinal);
        return sameMessage(version < 0 ? address : address[..version]) ?? Identified(reference.Identifier);
    }

    /// <summary>The words for whom or what it names; null when there are none here.</summary>
    /// <param name="role">What it is to the entry: "by", "at". Says so again where it is named later.</param>
    public string? Name(ResourceReference? reference, string role)
    {
        if (reference is null)
            return null;
        if (PlainText.Clean(reference.Display) is { } display)
            return display;
        if (ResourceName.Of(Find(reference), this) is { } name)
            return name;
        if (ResourceName.IsPublic(reference.Identifier) && PlainText.Clean(reference.Identifier.Value) is { } code)
            return code;
        Note(reference, role);
        return null;
    }

    /// <summary>The name of the very thing that the resource is about; the words for "not yet known" where the record may come to know it.</summary>
    public string? NameItself(ResourceReference? reference)
    {
        var before = Pending.Count;
        return Name(reference, PendingReference.Itself) ?? (Pending.Count > before ? PendingReference.NotNamed : null);
    }

    /// <summary>All of them: "a, b".</summary>
    public string? Names(IEnumerable<ResourceReference?> references, string role)
    {
        string? all = null;
        foreach (var reference in references)
            all = PlainText.Join(all, Name(reference, role), ", ");
        return all;
    }

    /// <summary>Notes that the record may name it, where it is told by type and id.</summary>
    /// <returns>False for a reference that no later message can make sense of.</returns>
    public bool Note(ResourceReference reference, string role)
    {
        if (PendingReference.Of(reference.Reference, role) is not { } one || one.Address.Length > LongestAddress)
            return false;
        if (pending?.Count >= MostPending)
            return false;
        (pending ??= []).Add(one);
        return true;
    }

    private Resource? Identified(Identifier? identifier) =>
        sameMessage is not null && identifier is { System: { Length: > 0 } system, Value: { Length: > 0 } value }
            ? sameMessage($"{system}|{value}")
            : null;

    private Resource? Contained(ReadOnlySpan<char> id)
    {
        if (resource is DomainResource whole)
            foreach (var contained in whole.Contained)
                if (contained?.Id is { } own && id.SequenceEqual(own))
                    return contained;
        return null;
    }
}
