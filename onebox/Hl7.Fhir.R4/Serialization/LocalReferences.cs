using Hl7.Fhir.Model;

namespace Hl7.Fhir.Serialization;

/// <summary>
/// References to contained resources ("#id") met while one resource is read, for the two invariants that look across the whole of it:
/// ref-1 (each must have its contained resource) and dom-3 (each contained resource must be referred to, or refer to its container).
/// </summary>
internal sealed class LocalReferences
{
    private readonly HashSet<string> targets = new(StringComparer.Ordinal);
    private readonly List<int> referringToContainer = [];
    private readonly List<string> references = [];
    private readonly List<string> places = [];

    /// <summary>A reference, or a uri, url or canonical, that begins with '#'.</summary>
    /// <param name="target">With its '#'; "#" alone is the container.</param>
    /// <param name="referenceAt">Where, for a Reference; null for the others, which ref-1 is not about.</param>
    /// <param name="containedIndex">In which contained resource it stands; -1 for none.</param>
    public void Add(string target, string? referenceAt, int containedIndex)
    {
        targets.Add(target);
        if (target.Length == 1)
        {
            // Contained resources are read one after the other, so that the list is in order.
            if (containedIndex >= 0 && (referringToContainer.Count == 0 || referringToContainer[^1] != containedIndex))
                referringToContainer.Add(containedIndex);
        }
        else if (referenceAt is not null)
        {
            references.Add(target);
            places.Add(referenceAt);
        }
    }

    /// <summary>Where references stand whose contained resource is missing.</summary>
    public IEnumerable<string> Dangling(List<Resource> contained)
    {
        var ids = new HashSet<string>(contained.Count, StringComparer.Ordinal);
        foreach (var resource in contained)
            ids.Add("#" + resource.Id);
        for (var i = 0; i < references.Count; i++)
            if (!ids.Contains(references[i]))
                yield return places[i];
    }

    /// <summary>Whether something refers to this contained resource, or it refers to its container.</summary>
    public bool Uses(Resource contained, int index) =>
        targets.Contains("#" + contained.Id) || referringToContainer.BinarySearch(index) >= 0;
}
