using System.Globalization;
using Hl7.Fhir.Model;

namespace IntegrationHub.Fhir;

/// <summary>
/// Walks a resource by name and place. It makes an object of every element it passes, so it is only for what a look at the bytes or an
/// issue of the reader has pointed out.
/// </summary>
internal static class Elements
{
    /// <summary>Every element below this one with its FHIRPath, parents before children.</summary>
    /// <param name="element">Where to begin.</param>
    /// <param name="place">Its FHIRPath.</param>
    internal static IEnumerable<(string Place, string Name, Base Element)> Below(Base element, string place)
    {
        foreach (var (name, index, child) in ChildrenOf(element))
        {
            var at = index is { } number ? string.Create(CultureInfo.InvariantCulture, $"{place}.{name}[{number}]") : $"{place}.{name}";
            if (child is Resource inner)
                at = $"{at}.ofType({inner.TypeName})";
            yield return (at, name, child);
            foreach (var below in Below(child, at))
                yield return below;
        }
    }

    /// <summary>The element at a FHIRPath as the reader writes it (<c>Bundle.entry[3].resource.ofType(Patient).birthDate</c>), or null.</summary>
    internal static Base? At(Base root, string? place)
    {
        Base? here = root;
        foreach (var step in place?.Split('.').Skip(1) ?? [])
        {
            if (step.StartsWith("ofType(", StringComparison.Ordinal))
                continue;
            var (name, index) = NameAndIndexIn(step);
            here = here?.NamedChildren.Where(child => child.ElementName == name).Select(child => child.Value).ElementAtOrDefault(index);
        }

        return here;
    }

    /// <summary>The last element that a FHIRPath names.</summary>
    internal static string NameIn(string? place) => NameAndIndexIn(place?.Split('.')[^1] ?? "").Name;

    private static (string Name, int Index) NameAndIndexIn(string step)
    {
        var bracket = step.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? (step, 0) : (step[..bracket], int.Parse(step.AsSpan()[(bracket + 1)..^1], CultureInfo.InvariantCulture));
    }

    /// <summary>An index where a name stands more than once, and always for a Bundle's entries: whose fault it is depends on it.</summary>
    private static IEnumerable<(string Name, int? Index, Base Child)> ChildrenOf(Base element)
    {
        foreach (var same in element.NamedChildren.GroupBy(child => child.ElementName, child => child.Value))
        {
            var children = same.ToList();
            for (var i = 0; i < children.Count; i++)
                yield return (same.Key, children.Count > 1 || element is Bundle ? i : null, children[i]);
        }
    }
}
