using IntegrationHub.Errors;

namespace IntegrationHub.CareRecord;

/// <summary>Something that reading let through: stored with the entry and shown with it, so that nobody takes drift for what was meant.</summary>
/// <param name="Code">The reader's code where it has one (<c>PVAL108</c>), else the hub's (<c>INT123</c>).</param>
/// <param name="Place">FHIRPath from the resource (<c>Patient.gender</c>), or from the Bundle for what stands outside of it. Never a value.</param>
public sealed record EntryWarning(string Code, string? Place)
{
    /// <summary>An entry with more is told of by its first: it is one fault many times. Far below a property's limit in the store.</summary>
    private const int Most = 100;

    private const string ResourceStep = ".resource.ofType(";

    internal static IReadOnlyList<EntryWarning> Of(IReadOnlyList<HubError> warnings) =>
        warnings.Count == 0
            ? []
            : [.. warnings.Take(Most).Select(warning => new EntryWarning(warning.Reason ?? warning.Code, FromResource(warning.Location)))];

    private static string? FromResource(string? place)
    {
        var step = place?.IndexOf(ResourceStep, StringComparison.Ordinal) ?? -1;
        if (step < 0)
            return place;
        var type = step + ResourceStep.Length;
        return place!.Remove(place.IndexOf(')', type), 1)[type..];
    }
}
