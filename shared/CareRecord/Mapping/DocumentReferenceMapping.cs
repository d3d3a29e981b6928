using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DocumentReferenceMapping
{
    public static readonly TypeMapping Table = new("DocumentReference")
    {
        Sections = PlanSections.ByType,
        TakesHeadings = "category, else type",
        Otherwise = Section.Documents,
        Display = "type; else description; else the first attachment's title; else category",
        Status = "docStatus when entered-in-error, else status",
        Date = "date; else the first attachment's creation; else context.period",
        Value = "description and titles that are not the display; docStatus",
        By = "authors",
        Codings = "type, category",
        Words = [StatusWords.EnteredInError, new("superseded", "Superseded")],
    };

    public static MappingOutcome Map(DocumentReference document, References references)
    {
        var (title, creation) = First(document.Content);
        var description = PlainText.Clean(document.Description);
        var display = Concept.Text(document.Type) ?? description ?? title ?? Concept.First(document.Category);
        var docStatus = PlainText.Clean(document.DocStatusElement?.ToString());
        var value = description == display ? null : description;
        value = PlainText.Join(value, title == display || title == description ? null : title);
        return Table.Entry(
            SectionRule.First(PlanSections.ByType, document.Type)
                ?? Headings.Of(document.Category)
                ?? Headings.Of(document.Type)
                ?? Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(document.Type), .. Concept.Codings(document.Category)],
                Status = docStatus is "entered-in-error" ? docStatus : PlainText.Clean(document.StatusElement?.ToString()),
                Date = ClinicalDate.Of(document.DateElement) ?? creation ?? ClinicalDate.Of(document.Context?.Period),
                Value = PlainText.Join(value, PlainText.Named("document status", docStatus)),
                By = references.Names(document.Author, "by"),
            }
        );
    }

    private static (string? Title, string? Creation) First(List<DocumentReference.ContentComponent> contents)
    {
        string? title = null;
        string? creation = null;
        foreach (var content in contents)
        {
            title ??= PlainText.Clean(content?.Attachment?.Title);
            creation ??= PlainText.Clean(content?.Attachment?.Creation);
        }
        return (title, creation);
    }
}
