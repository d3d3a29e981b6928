using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class RelatedPersonMapping
{
    public static readonly TypeMapping Table = new("RelatedPerson")
    {
        Otherwise = Section.PersonalContacts,
        Display = "best name as for Patient; else relationship",
        Status = ActiveStatus.Rule,
        Date = "period.start, else period.end",
        Value = "relationships that are not the display; contact points that have not ended; address; languages; period.end as until",
        Codings = "relationship",
        Words = [new("inactive", "No longer a contact")],
    };

    public static MappingOutcome Map(RelatedPerson person)
    {
        var relationship = Concept.All(person.Relationship);
        var display = PersonName.Best(person.Name) ?? relationship;
        var value = relationship == display ? null : relationship;
        value = PlainText.Join(value, ContactText.Of(person.Telecom));
        value = PlainText.Join(value, PlainText.Named("address", AddressText.Best(person.Address)));
        foreach (var communication in person.Communication)
            value = PlainText.Join(value, PlainText.Named("language", Concept.Text(communication?.Language)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(person.Relationship),
                Status = ActiveStatus.Of(person.Active),
                Date = ClinicalDate.Of(person.Period),
                Value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(person.Period?.End))),
            }
        );
    }
}
