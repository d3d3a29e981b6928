using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class RelatedPersonMapping
{
    public static readonly TypeMapping Table = new("RelatedPerson")
    {
        Otherwise = Section.PersonalContacts,
        Display = "best name as for Patient; else relationship",
        Status = "active: active or inactive",
        Date = "period.start, else period.end",
        Value = "relationships that are not the display; contact points that have not ended; period.end as until",
        Codings = "relationship",
        Words = [new("inactive", "No longer a contact")],
    };

    public static MappingOutcome Map(RelatedPerson person)
    {
        var relationship = Concept.All(person.Relationship);
        var display = PersonName.Best(person.Name) ?? relationship;
        var value = relationship == display ? null : relationship;
        value = PlainText.Join(value, ContactText.Of(person.Telecom));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(person.Relationship),
                Status = person.Active switch
                {
                    true => "active",
                    false => "inactive",
                    null => null,
                },
                Date = ClinicalDate.Of(person.Period),
                Value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(person.Period?.End))),
            }
        );
    }
}
