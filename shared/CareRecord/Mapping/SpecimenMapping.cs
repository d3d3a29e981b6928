using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class SpecimenMapping
{
    public static readonly TypeMapping Table = new("Specimen")
    {
        Otherwise = Section.InvestigationResults,
        Display = "type, after the word Specimen",
        Date = "collection.collected, else receivedTime (said to be received)",
        Value = "method, body site and quantity of the collection; condition; accession number; notes",
        Codings = "type",
        By = "collector",
        Words = [StatusWords.EnteredInError, new("unavailable", "Not available"), new("unsatisfactory", "Unsatisfactory")],
        AlsoSaidFirst = ["Specimen"],
    };

    public static MappingOutcome Map(Specimen specimen, References references)
    {
        var collection = specimen.Collection;
        var collected = ClinicalDate.Of(collection?.Collected);
        var value = PlainText.Named("method", Concept.Text(collection?.Method));
        value = PlainText.Join(value, PlainText.Named("site", Concept.Text(collection?.BodySite)));
        value = PlainText.Join(value, PlainText.Named("quantity", ValueText.Of(collection?.Quantity)));
        value = PlainText.Join(value, PlainText.Named("fasting", ValueText.Of(collection?.FastingStatus)));
        value = PlainText.Join(value, PlainText.Named("condition", Concept.All(specimen.Condition)));
        value = PlainText.Join(value, PlainText.Named("accession number", PlainText.Clean(specimen.AccessionIdentifier?.Value)));
        return Table.Entry(
            Table.Otherwise,
            Concept.Text(specimen.Type),
            new()
            {
                Codings = Concept.Codings(specimen.Type),
                Status = PlainText.Clean(specimen.StatusElement?.ToString()),
                Date = collected ?? PlainText.Clean(specimen.ReceivedTime),
                DateIs = collected is null ? "received" : null,
                Value = PlainText.Join(value, Notes.Of(specimen.Note)),
                By = references.Name(collection?.Collector, "by"),
            },
            "Specimen"
        );
    }
}
