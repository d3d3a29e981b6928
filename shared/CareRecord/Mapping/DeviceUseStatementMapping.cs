using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DeviceUseStatementMapping
{
    public static readonly TypeMapping Table = new("DeviceUseStatement")
    {
        Otherwise = Section.Medications,
        Display = "device: its display, else the Device it refers to (contained, in the same message, or in the record)",
        Date = "timing as a date, else recordedOn (said to be recorded)",
        Value = "timing's end as until; body site; reason; notes",
        Codings = "the Device's type",
        By = "source",
        Words = [StatusWords.EnteredInError, new("intended", "Intended"), new("stopped", "Stopped"), new("on-hold", "On hold")],
        Apart = "body site",
        WithoutDisplay = "device-not-named",
    };

    public static MappingOutcome Map(DeviceUseStatement statement, References references)
    {
        var device = references.Find(statement.Device) as Device;
        var timing = ClinicalDate.Of(statement.Timing);
        var value = PlainText.Named("until", PlainText.Clean((statement.Timing as Period)?.End));
        value = PlainText.Join(value, PlainText.Named("site", Concept.Text(statement.BodySite)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(statement.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(statement.ReasonReference, "reason")));
        return Table.Entry(
            Table.Otherwise,
            references.NameItself(statement.Device),
            new()
            {
                Codings = Concept.Codings(device?.Type),
                Status = PlainText.Clean(statement.StatusElement?.ToString()),
                Date = timing ?? PlainText.Clean(statement.RecordedOn),
                DateIs = timing is null ? "recorded" : null,
                Value = PlainText.Join(value, Notes.Of(statement.Note)),
                By = references.Name(statement.Source, "by"),
                Apart = Concept.Text(statement.BodySite),
            }
        );
    }
}
