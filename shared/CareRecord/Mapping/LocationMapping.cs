using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>A place by itself says nothing of the person; an Encounter or Appointment says that it was there.</summary>
internal static class LocationMapping
{
    public static MappingOutcome Map(Location location)
    {
        var name = PlainText.Clean(location.Name) ?? Concept.First(location.Type);
        return NamedByOthers.As(
            name is null ? null : PlainText.Join(name, AddressText.Of(location.Address), ", "),
            Concept.Codings(location.Type)
        );
    }
}
