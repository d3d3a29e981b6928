using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ObservationMapping
{
    private const string Category = "http://terminology.hl7.org/CodeSystem/observation-category";
    private const string ServiceSection = "http://terminology.hl7.org/CodeSystem/v2-0074";

    private static readonly SectionRule[] ByCode =
    [
        new("code", Section.Safeguarding, KnownCodes.Safeguarding),
        new("code", Section.PregnancyStatus, KnownCodes.Pregnancy),
        new("code", Section.EndOfLifeCare, KnownCodes.EndOfLife),
        new("code", Section.LegalInformation, KnownCodes.Legal),
        new("code", Section.SocialContext, KnownCodes.SocialContext),
    ];

    private static readonly SectionRule[] ByCategory =
    [
        new(
            "category",
            Section.InvestigationResults,
            new(
                new(Category, "laboratory", "Laboratory"),
                new(Category, "imaging", "Imaging"),
                new(Category, "procedure", "Found by another procedure"),
                new(ServiceSection, "LAB", "Laboratory"),
                new(ServiceSection, "IMG", "Diagnostic imaging"),
                new(ServiceSection, "RAD", "Radiology")
            )
        ),
        new(
            "category",
            Section.ExaminationFindings,
            new(
                new(Category, "vital-signs", "Vital signs"),
                new(Category, "exam", "Examination"),
                new(Category, "activity", "Bodily activity")
            )
        ),
        new("category", Section.SocialContext, new CodeSet(new KnownCode(Category, "social-history", "Social history"))),
        new("category", Section.Assessments, new CodeSet(new KnownCode(Category, "survey", "Assessment tool or survey"))),
        new("category", Section.Procedures, new CodeSet(new KnownCode(Category, "therapy", "Therapy"))),
    ];

    private static readonly SectionRule WithSpecimen = new("no known category, and a specimen", Section.InvestigationResults);

    public static readonly TypeMapping Table = new("Observation")
    {
        Sections = [.. ByCode, .. ByCategory, WithSpecimen],
        TakesHeadings = "category",
        Otherwise = Section.ExaminationFindings,
        Display = "code",
        Date = "effective, else issued (said to be issued)",
        Apart = "no result; body site",
        Value =
            "value with unit and interpretation; systolic and diastolic of one unit as 120/80 mmHg; other components as name: value; reason for no data; body site; method; reference ranges; notes",
        By = "performers",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            new("registered", "Not yet available"),
            new("preliminary", "Preliminary"),
        ],
        AlsoSaidFirst = ["dataAbsentReason, and no value in any component: No result"],
    };

    public static MappingOutcome Map(Observation observation, References references)
    {
        var value = ObservationValue.Of(observation);
        var absent = observation.DataAbsentReason is { } reason && value is null ? reason : null;
        var effective = ClinicalDate.Of(observation.Effective);
        return Table.Entry(
            SectionOf(observation),
            Concept.Text(observation.Code),
            new()
            {
                Codings = Concept.Codings(observation.Code),
                Status = PlainText.Clean(observation.StatusElement?.ToString()),
                Date = effective ?? ClinicalDate.Of(observation.IssuedElement),
                DateIs = effective is null ? "issued" : null,
                Value = PlainText.Join(
                    absent is null ? value : PlainText.Named("reason", Concept.Text(absent)),
                    ObservationValue.Circumstances(observation)
                ),
                By = references.Names(observation.Performer, "by"),
                Apart = PlainText.Join(absent is null ? null : "no-result", Concept.Text(observation.BodySite)),
            },
            absent is null ? null : "No result"
        );
    }

    private static Section SectionOf(Observation observation) =>
        SectionRule.First(ByCode, observation.Code)
        ?? SectionRule.First(ByCategory, observation.Category)
        ?? Headings.Of(observation.Category)
        ?? (observation.Specimen is null ? Table.Otherwise : WithSpecimen.Section);
}
