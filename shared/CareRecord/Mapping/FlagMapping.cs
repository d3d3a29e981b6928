using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class FlagMapping
{
    private const string BookingAndReferral = "https://fhir.nhs.uk/CodeSystem/flag-categories-bars";
    private const string Headings = "https://fhir.hl7.org.uk/CodeSystem/UKCore-RecordStandardHeadings";

    // The three programmes of NHS England's patient flags (NRAF, CP-IS, FGM) keep their codes through several code systems.
    private static readonly SectionRule[] ByCategory =
    [
        new(
            "category",
            Section.Safeguarding,
            new(
                new(BookingAndReferral, "SG", "Safeguarding concern"),
                new(null, "CP-IS", "Child protection information sharing"),
                new(null, "FGM", "Female genital mutilation"),
                new(Headings, "safeguarding", "Safeguarding"),
                new(Headings, "safeguarding-issues", "Safeguarding issues")
            )
        ),
        new(
            "category",
            Section.IndividualRequirements,
            new(
                new(BookingAndReferral, "RA", "Reasonable adjustment"),
                new(null, "NRAF", "National reasonable adjustments flag"),
                new(Headings, "individual-requirement", "Individual requirement"),
                new(Headings, "individual-requirements", "Individual requirements"),
                new(Headings, "special-requirements", "Special requirements"),
                new(Headings, "reasonable-adjustments-for-health-and-care-access", "Reasonable adjustments")
            )
        ),
        new("category", Section.EndOfLifeCare, new CodeSet(new KnownCode(BookingAndReferral, "RT", "ReSPECT"))),
    ];

    private static readonly SectionRule[] ByCode =
    [
        new(
            "code",
            Section.Safeguarding,
            new(
                new(null, "CP-IS", "Child protection information sharing"),
                new(null, "FGM", "Female genital mutilation"),
                new(Concept.Snomed, "342191000000101", "Subject to child protection plan"),
                new(Concept.Snomed, "764841000000100", "Looked after child"),
                new(Concept.Snomed, "818901000000100", "Unborn child subject to child protection plan"),
                new(Concept.Snomed, "836881000000105", "Child is cause for safeguarding concern"),
                new(Concept.Snomed, "878111000000109", "Unborn child is cause for safeguarding concern"),
                new(Concept.Snomed, "766561000000109", "Adult safeguarding concern"),
                new(Concept.Snomed, "1076171000000100", "Carer behaviour is cause for safeguarding concern"),
                new(Concept.Snomed, "417430008", "Vulnerable adult"),
                new(Concept.Snomed, "707087005", "At risk of domestic violence"),
                new(Concept.Snomed, "713201008", "At risk of female genital mutilation")
            )
        ),
        new("code", Section.IndividualRequirements, new CodeSet(new KnownCode(null, "NRAF", "National reasonable adjustments flag"))),
    ];

    public static readonly TypeMapping Table = new("Flag")
    {
        Sections = [.. ByCategory, .. ByCode],
        Otherwise = Section.Alerts,
        Display = "code; else category",
        Date = "period.start, else period.end",
        Value = "category, when it is not the display; period.end as until",
        Codings = "code, category",
        Words = [StatusWords.EnteredInError, new("inactive", "No longer active")],
    };

    public static MappingOutcome Map(Flag flag)
    {
        var category = Concept.All(flag.Category);
        var display = Concept.Text(flag.Code) ?? category;
        return Table.Entry(
            SectionRule.First(ByCategory, flag.Category) ?? SectionRule.First(ByCode, flag.Code) ?? Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(flag.Code), .. Concept.Codings(flag.Category)],
                Status = PlainText.Clean(flag.StatusElement?.ToString()),
                Date = ClinicalDate.Of(flag.Period),
                Value = PlainText.Join(
                    category == display ? null : PlainText.Named("category", category),
                    PlainText.Named("until", PlainText.Clean(flag.Period?.End))
                ),
            }
        );
    }
}
