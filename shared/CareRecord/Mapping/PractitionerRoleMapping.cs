using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class PractitionerRoleMapping
{
    public static readonly TypeMapping Table = new("PractitionerRole")
    {
        Otherwise = Section.ProfessionalContacts,
        Display = "practitioner's display; else code; else specialty",
        Status = "active: active or inactive",
        Date = "period.start, else period.end",
        Value = "roles that are not the display; specialties; organization's display; contact points that have not ended",
        Codings = "code, specialty",
        Words = [],
    };

    public static MappingOutcome Map(PractitionerRole role)
    {
        var roles = Concept.All(role.Code);
        var specialties = Concept.All(role.Specialty);
        var display = PlainText.Clean(role.Practitioner?.Display) ?? roles ?? specialties;
        var value = roles == display ? null : roles;
        value = PlainText.Join(value, specialties == display ? null : specialties);
        value = PlainText.Join(value, PlainText.Named("at", PlainText.Clean(role.Organization?.Display)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(role.Code), .. Concept.Codings(role.Specialty)],
                Status = role.Active switch
                {
                    true => "active",
                    false => "inactive",
                    null => null,
                },
                Date = ClinicalDate.Of(role.Period),
                Value = PlainText.Join(value, ContactText.Of(role.Telecom)),
            }
        );
    }
}
