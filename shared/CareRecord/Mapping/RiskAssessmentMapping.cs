using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class RiskAssessmentMapping
{
    public static readonly TypeMapping Table = new("RiskAssessment")
    {
        Otherwise = Section.Risks,
        Display = "code; else the predicted outcomes",
        Date = "occurrence as a date",
        Value = "each predicted outcome with qualitative risk and probability; mitigation; notes",
        By = "performer",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled],
    };

    public static MappingOutcome Map(RiskAssessment assessment, References references)
    {
        string? outcomes = null;
        string? predictions = null;
        foreach (var prediction in assessment.Prediction)
        {
            if (prediction is null)
                continue;
            var outcome = Concept.Text(prediction.Outcome);
            outcomes = PlainText.Join(outcomes, outcome, ", ");
            var size = PlainText.Join(Concept.Text(prediction.QualitativeRisk), ValueText.Of(prediction.Probability), ", ");
            predictions = PlainText.Join(predictions, outcome is null || size is null ? outcome ?? size : $"{outcome} ({size})", ", ");
        }
        var display = Concept.Text(assessment.Code) ?? outcomes;
        var value = predictions == display ? null : PlainText.Named("predicted", predictions);
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(assessment.Code),
                Status = PlainText.Clean(assessment.StatusElement?.ToString()),
                Date = ClinicalDate.Of(assessment.Occurrence),
                Value = PlainText.Join(
                    PlainText.Join(value, PlainText.Named("mitigation", PlainText.Clean(assessment.Mitigation))),
                    Notes.Of(assessment.Note)
                ),
                By = references.Name(assessment.Performer, "by"),
            }
        );
    }
}
