using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class FlagMapping
{
    private const string BookingAndReferral = "https://fhir.nhs.uk/CodeSystem/flag-categories-bars";

    // The three programmes of NHS England's patient flags (NRAF, CP-IS, FGM) keep their codes through several code systems.
    private static readonly SectionRule[] ByCategory =
    [
        new(
            "category",
            Section.Safeguarding,
            new(
                new(BookingAndReferral, "SG", "Safeguarding concern"),
                new(null, "CP-IS", "Child protection information sharing"),
                new(null, "FGM", "Female genital mutilation")
            )
        ),
        new(
            "category",
            Section.IndividualRequirements,
            new(new(BookingAndReferral, "RA", "Reasonable adjustment"), new(null, "NRAF", "National reasonable adjustments flag"))
        ),
        new("category", Section.EndOfLifeCare, new CodeSet(new KnownCode(BookingAndReferral, "RT", "ReSPECT"))),
    ];

    private static readonly SectionRule[] ByCode =
    [
        new("code", Section.Safeguarding, KnownCodes.Safeguarding),
        new("code", Section.IndividualRequirements, KnownCodes.ReasonableAdjustment),
        new("code", Section.EndOfLifeCare, KnownCodes.EndOfLife),
        new("code", Section.LegalInformation, KnownCodes.Legal),
    ];

    public static readonly TypeMapping Table = new("Flag")
    {
        Sections = [.. ByCategory, .. ByCode],
        TakesHeadings = "category",
        Otherwise = Section.Alerts,
        Display = "code; else category",
        Date = "period.start, else period.end",
        Value = "category, when it is not the display; period.end as until",
        By = "author",
        Codings = "code, category",
        Words = [StatusWords.EnteredInError, new("inactive", "No longer active")],
    };

    public static MappingOutcome Map(Flag flag, References references)
    {
        var category = Concept.All(flag.Category);
        var display = Concept.Text(flag.Code) ?? category;
        return Table.Entry(
            SectionRule.First(ByCategory, flag.Category)
                ?? SectionRule.First(ByCode, flag.Code)
                ?? Headings.Of(flag.Category)
                ?? Table.Otherwise,
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
                By = references.Name(flag.Author, "by"),
            }
        );
    }
}
