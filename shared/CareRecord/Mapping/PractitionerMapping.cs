using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class PractitionerMapping
{
    public static readonly TypeMapping Table = new("Practitioner")
    {
        Otherwise = Section.ProfessionalContacts,
        Display = "best name as for Patient",
        Status = ActiveStatus.Rule,
        Date = "none",
        Value = "qualifications; contact points that have not ended",
        Codings = "none",
        Words = [ActiveStatus.NoLonger],
        WithoutDisplay = "no-name",
    };

    public static MappingOutcome Map(Practitioner practitioner)
    {
        string? qualifications = null;
        foreach (var qualification in practitioner.Qualification)
            qualifications = PlainText.Join(qualifications, Concept.Text(qualification?.Code), ", ");
        return Table.Entry(
            Table.Otherwise,
            PersonName.Best(practitioner.Name),
            new()
            {
                Status = ActiveStatus.Of(practitioner.Active),
                Value = PlainText.Join(qualifications, ContactText.Of(practitioner.Telecom)),
            }
        );
    }
}
