using System.Globalization;
using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// A list arranges entries that stand under their own headings. What it adds is that something is missing: it is empty and why, items are
/// confidential, data are still on their way.
/// </summary>
internal static class ListMapping
{
    private const string WarningUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ListWarningCode";

    // The lists of GP Connect's structured record.
    private static readonly SectionRule[] ByCode =
    [
        new(
            "code",
            Section.Allergies,
            new(
                new(Concept.Snomed, "886921000000105", "Allergies and adverse reactions"),
                new(Concept.Snomed, "1103671000000101", "Ended allergies")
            )
        ),
        new("code", Section.Medications, new CodeSet(new KnownCode(Concept.Snomed, "933361000000108", "Medications and medical devices"))),
        new("code", Section.ProblemList, new CodeSet(new KnownCode(Concept.Snomed, "717711000000103", "Problems"))),
        new("code", Section.Vaccinations, new CodeSet(new KnownCode(Concept.Snomed, "1102181000000102", "Immunisations"))),
        new(
            "code",
            Section.InvestigationResults,
            new CodeSet(new KnownCode(Concept.Snomed, "887191000000108", "Investigations and results"))
        ),
    ];

    public static readonly TypeMapping Table = new("List")
    {
        Sections = ByCode,
        TakesHeadings = "code",
        Otherwise = Section.Documents,
        Display = "title; else code; after the word List",
        Date = "date",
        Value = "why it is empty; UK Core's warnings (confidential items, data in transit); how many items; notes",
        By = "source",
        Words = [StatusWords.EnteredInError, new("retired", "No longer current")],
        AlsoSaidFirst = ["List"],
    };

    public static MappingOutcome Map(List list, References references)
    {
        var value = PlainText.Named("empty", Concept.Text(list.EmptyReason));
        foreach (var extension in list.Extension)
            if (extension?.Url is WarningUrl)
                value = PlainText.Join(value, PlainText.Named("warning", ValueText.Of(extension.Value)));
        if (list.Entry.Count > 0)
            value = PlainText.Join(value, PlainText.Named("items", list.Entry.Count.ToString(CultureInfo.InvariantCulture)));
        return Table.Entry(
            SectionRule.First(ByCode, list.Code) ?? Headings.Of(list.Code) ?? Table.Otherwise,
            PlainText.Clean(list.Title) ?? Concept.Text(list.Code),
            new()
            {
                Codings = Concept.Codings(list.Code),
                Status = PlainText.Clean(list.StatusElement?.ToString()),
                Date = PlainText.Clean(list.Date),
                Value = PlainText.Join(value, Notes.Of(list.Note)),
                By = references.Name(list.Source, "by"),
            },
            "List"
        );
    }
}
