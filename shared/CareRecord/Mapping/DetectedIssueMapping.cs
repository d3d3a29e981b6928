using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DetectedIssueMapping
{
    public static readonly TypeMapping Table = new("DetectedIssue")
    {
        Otherwise = Section.Alerts,
        Display = "code; else detail",
        Date = "identified",
        Value = "severity; detail that is not the display; what it is about; mitigation",
        By = "author",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled, new("preliminary", "Preliminary")],
    };

    public static MappingOutcome Map(DetectedIssue issue, References references)
    {
        var detail = PlainText.Clean(issue.Detail);
        var display = Concept.Text(issue.Code) ?? detail;
        var value = PlainText.Named("severity", PlainText.Clean(issue.SeverityElement?.ToString()));
        value = PlainText.Join(value, detail == display ? null : detail);
        value = PlainText.Join(value, PlainText.Named("about", references.Names(issue.Implicated, "about")));
        foreach (var mitigation in issue.Mitigation)
            value = PlainText.Join(value, PlainText.Named("mitigation", Concept.Text(mitigation?.Action)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(issue.Code),
                Status = PlainText.Clean(issue.StatusElement?.ToString()),
                Date = ClinicalDate.Of(issue.Identified),
                Value = value,
                By = references.Name(issue.Author, "by"),
            }
        );
    }
}
