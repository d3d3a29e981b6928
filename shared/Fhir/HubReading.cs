using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Fhir;

/// <summary>
/// What R4 itself allows and the hub does not take as it is. A look at the bytes says whether any of it can be there, so that nearly every
/// message is spared the walk.
/// </summary>
internal static class HubReading
{
    /// <summary>Faults and drift: what a lenient reading lets through.</summary>
    internal readonly record struct Findings(IReadOnlyList<HubError> Faults, IReadOnlyList<HubError> Drift);

    internal static Findings Of(ReadOnlySpan<byte> json, Resource resource)
    {
        var (times, systems, base64) = (json.IndexOf(":60"u8) >= 0, IdentifierSystems.MayDrift(json), json.IndexOf("\"data\""u8) >= 0);
        if (!times && !systems && !base64)
            return new([], []);
        List<HubError> faults = [];
        List<HubError> drift = [];
        foreach (var (place, _, element) in Elements.Below(resource, resource.TypeName))
        {
            switch (element)
            {
                case Identifier identifier when systems && IdentifierSystems.IsDrift(identifier.System):
                    drift.Add(ErrorCatalogue.IdentifierSystemDrift.At($"{place}.system"));
                    break;
                case Base64Binary { ObjectValue: string text } when base64 && text.Any(char.IsWhiteSpace):
                    drift.Add(ErrorCatalogue.Base64Wrapped.At(place));
                    break;
                case FhirDateTime or Instant or Time when times && IsLeapSecond((PrimitiveType)element):
                    faults.Add(ErrorCatalogue.LeapSecond.At(place));
                    break;
            }
        }

        return new(faults, drift);
    }

    /// <summary>R4 allows second 60, but no moment of .NET can hold one: a discharge at such a time would have no time at all.</summary>
    private static bool IsLeapSecond(PrimitiveType moment)
    {
        var seconds = moment is Time ? "hh:mm".Length : "yyyy-MM-ddThh:mm".Length;
        return moment.ObjectValue is string text && text.Length >= seconds + 3 && text.AsSpan(seconds, 3) is ":60";
    }
}
