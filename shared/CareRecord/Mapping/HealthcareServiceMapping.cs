using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class HealthcareServiceMapping
{
    public static readonly TypeMapping Table = new("HealthcareService")
    {
        Otherwise = Section.ServicesAndCare,
        Display = "name; else type; else specialty; else category",
        Status = ActiveStatus.Rule,
        Date = "none",
        Value = "provider; locations; contact points that have not ended; comment",
        Codings = "type, specialty, category",
        Words = [ActiveStatus.NoLonger],
        WithoutDisplay = "no-name",
    };

    public static MappingOutcome Map(HealthcareService service, References references)
    {
        var value = PlainText.Named("by", references.Name(service.ProvidedBy, "provided by"));
        value = PlainText.Join(value, PlainText.Named("at", references.Names(service.Location, "at")));
        value = PlainText.Join(value, ContactText.Of(service.Telecom));
        return Table.Entry(
            Table.Otherwise,
            PlainText.Clean(service.Name)
                ?? Concept.First(service.Type)
                ?? Concept.First(service.Specialty)
                ?? Concept.First(service.Category),
            new()
            {
                Codings = [.. Concept.Codings(service.Type), .. Concept.Codings(service.Specialty), .. Concept.Codings(service.Category)],
                Status = ActiveStatus.Of(service.Active),
                Value = PlainText.Join(value, PlainText.Named("comment", PlainText.Clean(service.Comment))),
            }
        );
    }
}
