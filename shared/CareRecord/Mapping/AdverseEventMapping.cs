using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class AdverseEventMapping
{
    public static readonly TypeMapping Table = new("AdverseEvent")
    {
        Otherwise = Section.Alerts,
        Display = "event; else category",
        Status = "actuality",
        Date = "date, else detected, else recordedDate (said to be recorded)",
        Value = "seriousness; severity; outcome; what is suspected; resulting conditions; location",
        Codings = "event, category",
        By = "recorder",
        Words = [new("potential", "Might have happened")],
        AlsoSaidFirst = ["Adverse event"],
    };

    public static MappingOutcome Map(AdverseEvent adverse, References references)
    {
        var date = PlainText.Clean(adverse.Date) ?? PlainText.Clean(adverse.Detected);
        var value = PlainText.Named("seriousness", Concept.Text(adverse.Seriousness));
        value = PlainText.Join(value, PlainText.Named("severity", Concept.Text(adverse.Severity)));
        value = PlainText.Join(value, PlainText.Named("outcome", Concept.Text(adverse.Outcome)));
        value = PlainText.Join(
            value,
            PlainText.Named("suspected", references.Names(adverse.SuspectEntity.Select(entity => entity?.Instance), "suspected"))
        );
        value = PlainText.Join(value, PlainText.Named("result", references.Names(adverse.ResultingCondition, "result")));
        return Table.Entry(
            Table.Otherwise,
            Concept.Text(adverse.Event) ?? Concept.First(adverse.Category),
            new()
            {
                Codings = [.. Concept.Codings(adverse.Event), .. Concept.Codings(adverse.Category)],
                Status = PlainText.Clean(adverse.ActualityElement?.ToString()),
                Date = date ?? PlainText.Clean(adverse.RecordedDate),
                DateIs = date is null ? "recorded" : null,
                Value = PlainText.Join(value, PlainText.Named("at", references.Name(adverse.Location, "at"))),
                By = references.Name(adverse.Recorder, "by"),
            },
            "Adverse event"
        );
    }
}
