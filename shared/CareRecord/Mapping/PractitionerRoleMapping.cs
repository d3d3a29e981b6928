using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class PractitionerRoleMapping
{
    public static readonly TypeMapping Table = new("PractitionerRole")
    {
        Otherwise = Section.ProfessionalContacts,
        Display = "practitioner's name; else code; else specialty",
        Status = ActiveStatus.Rule,
        Date = "period.start, else period.end",
        Value =
            "roles that are not the display; specialties; organisation; locations; services; contact points that have not ended; period.end as until",
        Codings = "code, specialty",
        Words = [ActiveStatus.NoLonger],
    };

    public static MappingOutcome Map(PractitionerRole role, References references)
    {
        var roles = Concept.All(role.Code);
        var specialties = Concept.All(role.Specialty);
        var display = references.Name(role.Practitioner, "who") ?? roles ?? specialties;
        var value = roles == display ? null : roles;
        value = PlainText.Join(value, specialties == display ? null : specialties);
        value = PlainText.Join(value, PlainText.Named("at", references.Name(role.Organization, "at")));
        value = PlainText.Join(value, PlainText.Named("location", references.Names(role.Location, "location")));
        value = PlainText.Join(value, PlainText.Named("service", references.Names(role.HealthcareService, "service")));
        value = PlainText.Join(value, ContactText.Of(role.Telecom));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(role.Code), .. Concept.Codings(role.Specialty)],
                Status = ActiveStatus.Of(role.Active),
                Date = ClinicalDate.Of(role.Period),
                Value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(role.Period?.End))),
            }
        );
    }
}
