using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ConditionMapping
{
    private const string ClinicalSystem = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private const string VerificationSystem = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

    private static readonly SectionRule[] Rules =
    [
        new("code", Section.Safeguarding, KnownCodes.Safeguarding),
        new("code", Section.PregnancyStatus, KnownCodes.Pregnancy),
        new("code", Section.EndOfLifeCare, KnownCodes.EndOfLife),
        new("code", Section.LegalInformation, KnownCodes.Legal),
        new("code", Section.SocialContext, KnownCodes.SocialContext),
    ];

    private static readonly SectionRule[] ByCategory = [new("category", Section.IndividualRequirements, KnownCodes.ReasonableAdjustment)];

    public static readonly TypeMapping Table = new("Condition")
    {
        Sections = [.. Rules, .. ByCategory],
        TakesHeadings = "category",
        Otherwise = Section.ProblemList,
        Display = "code",
        Status = "verificationStatus when refuted or entered-in-error, else clinicalStatus",
        Date = "onset as a date, else recordedDate (said to be recorded)",
        Apart = "a verificationStatus other than confirmed; body sites",
        Value = "severity; stage; body sites; onset that is no date; abatement; notes",
        By = "asserter, else recorder",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Refuted,
            new("unconfirmed", "Unconfirmed"),
            new("provisional", "Provisional"),
            new("differential", "Differential"),
        ],
        AlsoSaidFirst = ["the words go by verificationStatus"],
    };

    public static MappingOutcome Map(Condition condition, References references)
    {
        var onset = ClinicalDate.Of(condition.Onset);
        var verification = Concept.StatusCode(condition.VerificationStatus, VerificationSystem);
        return Table.Entry(
            SectionRule.First(Rules, condition.Code)
                ?? SectionRule.First(ByCategory, condition.Category)
                ?? Headings.Of(condition.Category)
                ?? Table.Otherwise,
            Concept.Text(condition.Code),
            new()
            {
                Codings = Concept.Codings(condition.Code),
                Status = verification is "refuted" or "entered-in-error"
                    ? verification
                    : Concept.StatusCode(condition.ClinicalStatus, ClinicalSystem),
                SpokenStatus = verification,
                Date = onset ?? PlainText.Clean(condition.RecordedDate),
                DateIs = onset is null ? "recorded" : null,
                Value = Value(condition),
                By = references.Name(condition.Asserter, "by") ?? references.Name(condition.Recorder, "by"),
                Apart = PlainText.Join(verification is "confirmed" ? null : verification, Concept.All(condition.BodySite)),
            }
        );
    }

    private static string? Value(Condition condition)
    {
        var value = PlainText.Named("severity", Concept.Text(condition.Severity));
        foreach (var stage in condition.Stage)
            value = PlainText.Join(value, PlainText.Named("stage", Concept.Text(stage?.Summary)));
        value = PlainText.Join(value, PlainText.Named("site", Concept.All(condition.BodySite)));
        value = PlainText.Join(value, ClinicalDate.InWords("onset", condition.Onset));
        value = PlainText.Join(value, PlainText.Named("ended", ValueText.Of(condition.Abatement)));
        return PlainText.Join(value, Notes.Of(condition.Note));
    }
}
