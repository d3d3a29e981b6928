using Hl7.Fhir.Model;
using IntegrationHub.Errors;

namespace IntegrationHub.Intake;

/// <summary>Rules of the hub on top of FHIR's own: what would make a resource unsafe to act on.</summary>
internal static class ResourceRules
{
    private const int MaxContained = 100;

    internal static IEnumerable<HubError> Check(Resource resource, string path)
    {
        if (resource.Id is { } id && !SourceIds.IsId(id))
            yield return ErrorCatalogue.IdInvalid.At($"{path}.id");
        if (resource is DomainResource { Contained.Count: > 0 } domain)
        {
            if (domain.Contained.Count > MaxContained)
                yield return ErrorCatalogue.TooManyContained.At($"{path}.contained");
            if (domain.Contained.Any(inner => inner is DomainResource { Contained.Count: > 0 }))
                yield return ErrorCatalogue.NestedContained.At($"{path}.contained");
        }

        if (resource is Encounter encounter)
        {
            if (
                FhirTimes.Instant(encounter.Period?.Start) is { } start
                && FhirTimes.LatestInstant(encounter.Period?.End) is { } end
                && end < start
            )
                yield return ErrorCatalogue.PeriodInvalid.At($"{path}.period");
            if (encounter.Status is Encounter.EncounterStatus.Finished && encounter.Period is null)
                yield return ErrorCatalogue.FinishedWithoutEnd.At($"{path}.period");
        }
    }

    /// <summary>
    /// A modifierExtension may turn the meaning of its element round, and the hub understands none. The scan of the bytes says
    /// whether there is any at all, so that this walk is rare.
    /// </summary>
    internal static IEnumerable<HubError> ModifierExtensions(Base element, string path)
    {
        foreach (var child in element.NamedChildren)
        {
            if (child.ElementName == "modifierExtension")
                yield return ErrorCatalogue.ModifierExtension.At($"{path}.modifierExtension");
            foreach (var error in ModifierExtensions(child.Value, $"{path}.{child.ElementName}"))
                yield return error;
        }
    }
}
