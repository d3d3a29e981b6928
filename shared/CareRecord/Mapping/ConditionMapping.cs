using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ConditionMapping
{
    private const string ClinicalSystem = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private const string VerificationSystem = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

    public static readonly TypeMapping Table = new("Condition")
    {
        Otherwise = Section.ProblemList,
        Display = "code",
        Status = "verificationStatus when refuted or entered-in-error, else clinicalStatus",
        Date = "onset as a date, else recordedDate (said to be recorded)",
        Apart = "a verificationStatus other than confirmed; body sites",
        Value = "severity; body sites; onset that is no date; abatement",
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

    public static MappingOutcome Map(Condition condition)
    {
        var onset = ClinicalDate.Of(condition.Onset);
        var verification = Concept.StatusCode(condition.VerificationStatus, VerificationSystem);
        return Table.Entry(
            Table.Otherwise,
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
                Apart = PlainText.Join(verification is "confirmed" ? null : verification, Concept.All(condition.BodySite)),
            }
        );
    }

    private static string? Value(Condition condition)
    {
        var value = PlainText.Named("severity", Concept.Text(condition.Severity));
        value = PlainText.Join(value, PlainText.Named("site", Concept.All(condition.BodySite)));
        value = PlainText.Join(value, ClinicalDate.InWords("onset", condition.Onset));
        return PlainText.Join(value, PlainText.Named("ended", ValueText.Of(condition.Abatement)));
    }
}
