using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ImagingStudyMapping
{
    public static readonly TypeMapping Table = new("ImagingStudy")
    {
        Otherwise = Section.InvestigationResults,
        Display = "procedureCode; else description; else the modalities",
        Date = "started",
        Value = "description and modalities that are not the display; body sites; reason; notes",
        Codings = "procedureCode, modality",
        By = "interpreter",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled, new("registered", "Not yet available")],
    };

    public static MappingOutcome Map(ImagingStudy study, References references)
    {
        var description = PlainText.Clean(study.Description);
        var (modalities, sites) = Series(study);
        var display = Concept.First(study.ProcedureCode) ?? description ?? modalities;
        var value = description == display ? null : description;
        value = PlainText.Join(value, modalities == display ? null : modalities);
        value = PlainText.Join(value, PlainText.Named("site", sites));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(study.ReasonCode)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(study.ProcedureCode), .. Concept.Codings(study.Modality)],
                Status = PlainText.Clean(study.StatusElement?.ToString()),
                Date = PlainText.Clean(study.Started),
                Value = PlainText.Join(value, Notes.Of(study.Note)),
                By = references.Names(study.Interpreter, "by"),
            }
        );
    }

    // A study has a series for each pass of the machine, most of one kind and place: each is said once.
    private static (string? Modalities, string? Sites) Series(ImagingStudy study)
    {
        var modalities = new List<string>();
        var sites = new List<string>();
        foreach (var modality in study.Modality)
            Add(modalities, Concept.Text(modality));
        foreach (var series in study.Series)
        {
            Add(modalities, Concept.Text(series?.Modality));
            Add(sites, PlainText.Join(Concept.Text(series?.BodySite), Concept.Text(series?.Laterality), " "));
        }

        return (Listed(modalities), Listed(sites));
    }

    private static void Add(List<string> all, string? one)
    {
        if (one is not null && !all.Contains(one, StringComparer.Ordinal))
            all.Add(one);
    }

    private static string? Listed(List<string> all) => all.Count == 0 ? null : string.Join(", ", all);
}
