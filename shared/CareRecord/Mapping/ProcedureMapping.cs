using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ProcedureMapping
{
    public static readonly TypeMapping Table = new("Procedure")
    {
        Otherwise = Section.Procedures,
        Display = "code",
        Date = "performed as a date",
        Value = "performed that is no date; body sites; outcome; complications; reason for the status; reason",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.NotDone,
            new("preparation", "Not yet done"),
            new("stopped", "Stopped before it was complete"),
        ],
    };

    public static MappingOutcome Map(Procedure procedure) =>
        Table.Entry(
            Table.Otherwise,
            Concept.Text(procedure.Code),
            new()
            {
                Codings = Concept.Codings(procedure.Code),
                Status = PlainText.Clean(procedure.StatusElement?.ToString()),
                Date = ClinicalDate.Of(procedure.Performed),
                Value = Value(procedure),
            }
        );

    private static string? Value(Procedure procedure)
    {
        var value = ClinicalDate.InWords("performed", procedure.Performed);
        value = PlainText.Join(value, PlainText.Named("site", Concept.All(procedure.BodySite)));
        value = PlainText.Join(value, PlainText.Named("outcome", Concept.Text(procedure.Outcome)));
        value = PlainText.Join(value, PlainText.Named("complication", Concept.All(procedure.Complication)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(procedure.StatusReason)));
        return PlainText.Join(value, PlainText.Named("reason", Concept.All(procedure.ReasonCode)));
    }
}
