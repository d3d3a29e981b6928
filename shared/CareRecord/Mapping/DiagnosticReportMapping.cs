using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DiagnosticReportMapping
{
    public static readonly TypeMapping Table = new("DiagnosticReport")
    {
        Otherwise = Section.InvestigationResults,
        Display = "code; else category",
        Date = "effective, else issued (said to be issued)",
        Value = "conclusion; coded conclusions; the display of each result",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled],
    };

    public static MappingOutcome Map(DiagnosticReport report)
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
                Value = Value(report),
            }
        );
    }

    private static string? Value(DiagnosticReport report)
    {
        var value = PlainText.Join(
            PlainText.Named("conclusion", PlainText.Clean(report.Conclusion)),
            PlainText.Named("coded conclusion", Concept.All(report.ConclusionCode))
        );
        string? results = null;
        foreach (var result in report.Result)
            results = PlainText.Join(results, PlainText.Clean(result?.Display), ", ");
        return PlainText.Join(value, PlainText.Named("results", results));
    }
}
