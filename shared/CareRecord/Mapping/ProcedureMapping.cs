using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ProcedureMapping
{
    public static readonly TypeMapping Table = new("Procedure")
    {
        Otherwise = Section.Procedures,
        TakesHeadings = "category",
        Display = "code; else category",
        Date = "performed as a date",
        Value =
            "performed that is no date; body sites; outcome; complications; reason for the status; reason; follow-up; devices; end of the period as until; location; notes",
        By = "performers, else asserter",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.NotDone,
            new("preparation", "Not yet done"),
            new("stopped", "Stopped before it was complete"),
            new("on-hold", "On hold"),
        ],
    };

    public static MappingOutcome Map(Procedure procedure, References references) =>
        Table.Entry(
            Headings.Of(procedure.Category) ?? Table.Otherwise,
            Concept.Text(procedure.Code) ?? Concept.Text(procedure.Category),
            new()
            {
                Codings = Concept.Codings(procedure.Code),
                Status = PlainText.Clean(procedure.StatusElement?.ToString()),
                Date = ClinicalDate.Of(procedure.Performed),
                Value = Value(procedure, references),
                By =
                    references.Names(procedure.Performer.Select(performer => performer?.Actor), "by")
                    ?? references.Name(procedure.Asserter, "by"),
            }
        );

    private static string? Value(Procedure procedure, References references)
    {
        var value = ClinicalDate.InWords("performed", procedure.Performed);
        value = PlainText.Join(value, PlainText.Named("site", Concept.All(procedure.BodySite)));
        value = PlainText.Join(value, PlainText.Named("outcome", Concept.Text(procedure.Outcome)));
        value = PlainText.Join(value, PlainText.Named("complication", Concept.All(procedure.Complication)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(procedure.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(procedure.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(procedure.ReasonReference, "reason")));
        value = PlainText.Join(value, PlainText.Named("follow-up", Concept.All(procedure.FollowUp)));
        value = PlainText.Join(
            value,
            PlainText.Named("device", references.Names(procedure.FocalDevice.Select(device => device?.Manipulated), "device"))
        );
        value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean((procedure.Performed as Period)?.End)));
        value = PlainText.Join(value, PlainText.Named("at", references.Name(procedure.Location, "at")));
        return PlainText.Join(value, Notes.Of(procedure.Note));
    }
}
