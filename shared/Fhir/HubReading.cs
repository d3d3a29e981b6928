using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Fhir;

/// <summary>
/// What R4 itself allows and the hub does not take as it is. The gate's pass over the bytes says whether any of it can be there, so that
/// nearly every message is spared the walk.
/// </summary>
internal static class HubReading
{
    private const Suspicions Looked = Suspicions.LeapSecond | Suspicions.SystemDrift | Suspicions.WrappedBase64;

    /// <summary>The reading, with what the walk found: faults, and drift that a lenient reading lets through.</summary>
    internal static FhirReading Completed(FhirReading reading, Suspicions suspicions)
    {
        if ((suspicions & Looked) == Suspicions.None || reading.Resource is not { } resource)
            return reading;
        List<HubError> faults = [];
        List<HubError> drift = [];
        foreach (var (place, _, element) in Elements.Below(resource, resource.TypeName))
        {
            switch (element)
            {
                case Identifier identifier when IdentifierSystems.IsDrift(identifier.System):
                    drift.Add(ErrorCatalogue.IdentifierSystemDrift.At($"{place}.system"));
                    break;
                case Base64Binary { ObjectValue: string text } when text.Any(char.IsWhiteSpace):
                    drift.Add(ErrorCatalogue.Base64Wrapped.At(place));
                    break;
                case FhirDateTime or Instant or Time when IsLeapSecond((PrimitiveType)element):
                    faults.Add(ErrorCatalogue.LeapSecond.At(place));
                    break;
            }
        }

        return reading.IsLenient ? reading.With(faults, warnings: drift) : reading.With([.. faults, .. drift], warnings: []);
    }

    /// <summary>R4 allows second 60, but no moment of .NET can hold one: a discharge at such a time would have no time at all.</summary>
    private static bool IsLeapSecond(PrimitiveType moment)
    {
        var seconds = moment is Time ? "hh:mm".Length : "yyyy-MM-ddThh:mm".Length;
        return moment.ObjectValue is string text && text.Length >= seconds + 3 && text.AsSpan(seconds, 3) is ":60";
    }
}
