using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class FamilyMemberHistoryMapping
{
    public static readonly TypeMapping Table = new("FamilyMemberHistory")
    {
        Otherwise = Section.FamilyHistory,
        Display = "relationship, so that it is never taken for the person's own, then each condition's code with outcome",
        Date = "date",
        Value = "each condition's onset and notes; deceased; notes",
        Codings = "each condition's code",
        Words = [StatusWords.EnteredInError, new("health-unknown", "Health unknown"), new("partial", "Not complete")],
        WithoutDisplay = "no-relationship",
    };

    public static MappingOutcome Map(FamilyMemberHistory history)
    {
        var relationship = Concept.Text(history.Relationship);
        string? conditions = null;
        string? onsets = null;
        var codings = new List<EntryCoding>();
        foreach (var condition in history.Condition)
        {
            if (condition is null || Concept.Text(condition.Code) is not { } name)
                continue;
            conditions = PlainText.Join(conditions, Concept.Text(condition.Outcome) is { } outcome ? $"{name} ({outcome})" : name, ", ");
            onsets = PlainText.Join(onsets, PlainText.Named($"onset of {name}", ValueText.Of(condition.Onset)));
            onsets = PlainText.Join(onsets, Notes.Of(condition.Note));
            codings.AddRange(Concept.Codings(condition.Code));
        }
        return Table.Entry(
            Table.Otherwise,
            relationship is null ? null : PlainText.Join(relationship, conditions, ": "),
            new()
            {
                Codings = codings,
                Status = PlainText.Clean(history.StatusElement?.ToString()),
                Date = PlainText.Clean(history.Date),
                Value = PlainText.Join(PlainText.Join(onsets, Deceased(history.Deceased)), Notes.Of(history.Note)),
            }
        );
    }

    private static string? Deceased(DataType? deceased) =>
        deceased switch
        {
            FhirBoolean { Value: true } => "deceased",
            FhirBoolean => null,
            _ => PlainText.Named("deceased", ValueText.Of(deceased)),
        };
}
