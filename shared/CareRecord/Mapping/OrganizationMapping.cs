using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class OrganizationMapping
{
    // The roles of the Organisation Data Service, with and without their letters. The systems they are sent under are many.
    private static readonly CodeSet Practice = new(
        new(null, "RO76", "GP practice"),
        new(null, "76", "GP practice"),
        new(null, "gp-practice", "GP practice")
    );

    private static readonly SectionRule[] ByType = [new("type", Section.GpPractice, Practice)];

    public static readonly TypeMapping Table = new("Organization")
    {
        Sections = ByType,
        Otherwise = Section.ProfessionalContacts,
        Display = "name; else type",
        Status = ActiveStatus.Rule,
        Date = "none",
        Value = "organisation or site code; types that are not the display; contact points that have not ended; address",
        Codings = "type",
        Words = [ActiveStatus.NoLonger],
        WithoutDisplay = "no-name",
    };

    public static MappingOutcome Map(Organization organization)
    {
        var types = Concept.All(organization.Type);
        var display = PlainText.Clean(organization.Name) ?? types;
        var value = PlainText.Named("organisation code", Code(organization.Identifier));
        value = PlainText.Join(value, types == display ? null : types);
        value = PlainText.Join(value, ContactText.Of(organization.Telecom));
        return Table.Entry(
            SectionRule.First(ByType, organization.Type) ?? Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(organization.Type),
                Status = ActiveStatus.Of(organization.Active),
                Value = PlainText.Join(value, PlainText.Named("address", AddressText.Best(organization.Address))),
            }
        );
    }

    private static string? Code(List<Identifier> identifiers)
    {
        foreach (var identifier in identifiers)
            if (ResourceName.IsPublic(identifier) && PlainText.Clean(identifier.Value) is { } code)
                return code;
        return null;
    }
}
