using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DiagnosticReportMapping
{
    public static readonly TypeMapping Table = new("DiagnosticReport")
    {
        Otherwise = Section.InvestigationResults,
        Display = "code; else category",
        Date = "effective, else issued (said to be issued)",
        Value = "conclusion; coded conclusions; what each result is; specimens",
        By = "performers",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            new("registered", "Not yet available"),
            new("preliminary", "Preliminary"),
            new("partial", "Not yet complete"),
        ],
    };

    public static MappingOutcome Map(DiagnosticReport report, References references)
    {
        var effective = ClinicalDate.Of(report.Effective);
        return Table.Entry(
            Table.Otherwise,
            Concept.Text(report.Code) ?? Concept.First(report.Category),
            new()
            {
                Codings = Concept.Codings(report.Code),
                Status = PlainText.Clean(report.StatusElement?.ToString()),
                Date = effective ?? ClinicalDate.Of(report.IssuedElement),
                DateIs = effective is null ? "issued" : null,
                Value = Value(report, references),
                By = references.Names(report.Performer, "by"),
            }
        );
    }

    private static string? Value(DiagnosticReport report, References references)
    {
        var value = PlainText.Join(
            PlainText.Named("conclusion", PlainText.Clean(report.Conclusion)),
            PlainText.Named("coded conclusion", Concept.All(report.ConclusionCode))
        );
        value = PlainText.Join(value, PlainText.Named("results", references.Names(report.Result, "result")));
        return PlainText.Join(value, PlainText.Named("specimen", references.Names(report.Specimen, "specimen")));
    }
}
