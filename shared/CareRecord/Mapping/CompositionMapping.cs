using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CompositionMapping
{
    /// <summary>A document's sections may have sections.</summary>
    private const int Deepest = 5;

    /// <summary>Parts of one document; what is beyond is in the original.</summary>
    private const int MostParts = 60;

    public static readonly TypeMapping Table = new("Composition")
    {
        Otherwise = Section.Documents,
        Display = "title; else type",
        Date = "date",
        Value = "type that is not the display; care setting; confidentiality other than normal; custodian; titles of the sections",
        Codings = "type, category",
        By = "authors",
        Words = [StatusWords.EnteredInError, new("preliminary", "Preliminary"), new("amended", "Amended")],
        Parts =
        [
            (
                Section.Documents,
                "each section that has a text: under the heading of its code (below, Headings), else here; not a text that was only generated from entries, which stand by themselves"
            ),
        ],
    };

    private const string CareSettingUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CareSettingType";

    public static MappingOutcome Map(Composition composition, References references)
    {
        var type = Concept.Text(composition.Type);
        var display = PlainText.Clean(composition.Title) ?? type;
        var confidentiality = PlainText.Clean(composition.ConfidentialityElement?.ToString());
        var parts = new List<EntryContent>();
        string? titles = null;
        foreach (var section in composition.Section)
            titles = Told(section, titles, parts, composition, 0);
        var value = type == display ? null : type;
        value = PlainText.Join(value, PlainText.Named("setting", ValueText.Of(ExtensionValue.Find(composition.Extension, CareSettingUrl))));
        value = PlainText.Join(value, confidentiality is "N" ? null : PlainText.Named("confidentiality", confidentiality));
        value = PlainText.Join(value, PlainText.Named("kept by", references.Name(composition.Custodian, "kept by")));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(composition.Type), .. Concept.Codings(composition.Category)],
                Status = PlainText.Clean(composition.StatusElement?.ToString()),
                Date = PlainText.Clean(composition.Date),
                Value = PlainText.Join(value, PlainText.Named("sections", titles)),
                By = references.Names(composition.Author, "by"),
                Parts = parts,
            }
        );
    }

    private static string? Told(
        Composition.SectionComponent? section,
        string? titles,
        List<EntryContent> parts,
        Composition composition,
        int depth
    )
    {
        if (section is null || depth > Deepest)
            return titles;
        var title = PlainText.Clean(section.Title) ?? Concept.Text(section.Code);
        titles = PlainText.Join(titles, title, ", ");
        var isOnlyGenerated = section.Entry.Count > 0 && section.Text?.StatusElement?.ToString() is "generated";
        var text = isOnlyGenerated ? null : NarrativeText.Of(section.Text?.Div);
        text = PlainText.Join(text, PlainText.Named("empty", Concept.Text(section.EmptyReason)));
        if (text is not null && parts.Count < MostParts)
        {
            var heading = Headings.Of(section.Code) ?? Section.Documents;
            var first = composition.StatusElement?.ToString() is "entered-in-error" ? StatusWords.EnteredInError.Words : null;
            var part = TypeMapping.Part(
                heading,
                PlainText.Join(first, title ?? "Section of a document", ": "),
                text,
                PlainText.Clean(composition.Date)
            )!;
            parts.Add(part with { Status = PlainText.Clean(composition.StatusElement?.ToString()) });
        }

        foreach (var inner in section.Section)
            titles = Told(inner, titles, parts, composition, depth + 1);
        return titles;
    }
}
