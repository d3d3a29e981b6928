using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ClinicalImpressionMapping
{
    public static readonly TypeMapping Table = new("ClinicalImpression")
    {
        Otherwise = Section.Formulation,
        Display = "summary; else description; else code",
        Date = "effective, else date",
        Value = "description and code that are not the display; findings; problems; prognosis; reason for the status; notes",
        By = "assessor",
        Words = [StatusWords.EnteredInError, new("in-progress", "Not complete")],
    };

    public static MappingOutcome Map(ClinicalImpression impression, References references)
    {
        var description = PlainText.Clean(impression.Description);
        var code = Concept.Text(impression.Code);
        var display = PlainText.Clean(impression.Summary) ?? description ?? code;
        var value = description == display ? null : description;
        value = PlainText.Join(value, code == display ? null : code);
        foreach (var finding in impression.Finding)
            value = PlainText.Join(
                value,
                PlainText.Named("finding", Concept.Text(finding?.ItemCodeableConcept) ?? references.Name(finding?.ItemReference, "finding"))
            );
        value = PlainText.Join(value, PlainText.Named("problem", references.Names(impression.Problem, "problem")));
        value = PlainText.Join(value, PlainText.Named("prognosis", Concept.All(impression.PrognosisCodeableConcept)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(impression.StatusReason)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(impression.Code),
                Status = PlainText.Clean(impression.StatusElement?.ToString()),
                Date = ClinicalDate.Of(impression.Effective) ?? PlainText.Clean(impression.Date),
                Value = PlainText.Join(value, Notes.Of(impression.Note)),
                By = references.Name(impression.Assessor, "by"),
            }
        );
    }
}
