using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class QuestionnaireResponseMapping
{
    private const string DisplayUrl = "http://hl7.org/fhir/StructureDefinition/display";

    /// <summary>A form nests groups a few deep; what goes deeper is in the original.</summary>
    private const int Deepest = 12;

    public static readonly TypeMapping Table = new("QuestionnaireResponse")
    {
        Otherwise = Section.Assessments,
        TakesHeadings = "meta.tag",
        Display =
            "the questionnaire's title (contained, in the same message, or its display); else the last part of its address; else Questionnaire",
        Date = "authored",
        Value = "each question with its answers, in order",
        Codings = "none",
        By = "author, else source",
        Words = [StatusWords.EnteredInError, new("in-progress", "Not complete"), new("stopped", "Stopped before it was complete")],
        WithoutDisplay = "no-answers",
    };

    public static MappingOutcome Map(QuestionnaireResponse response, References references)
    {
        string? value = null;
        foreach (var item in response.Item)
            value = Item(value, item, 0);
        var title = Title(response, references);
        return Table.Entry(
            (response.Meta is { } meta ? Headings.Of(meta.Tag) : null) ?? Table.Otherwise,
            title ?? (value is null ? null : "Questionnaire"),
            new()
            {
                Status = PlainText.Clean(response.StatusElement?.ToString()),
                Date = PlainText.Clean(response.Authored),
                Value = value,
                By = references.Name(response.Author, "by") ?? references.Name(response.Source, "by"),
            }
        );
    }

    private static string? Title(QuestionnaireResponse response, References references)
    {
        if (response.QuestionnaireElement is not { } canonical)
            return null;
        if (PlainText.Clean(ValueText.Of(ExtensionValue.Find(canonical.Extension, DisplayUrl))) is { } display)
            return display;
        if (canonical.Value is not { Length: > 0 } address)
            return null;
        var version = address.IndexOf('|', StringComparison.Ordinal);
        var url = version < 0 ? address : address[..version];
        return ResourceName.Of(references.Find(new ResourceReference(url)), references)
            ?? PlainText.Clean(url[(url.LastIndexOf('/') + 1)..]);
    }

    // Joined as it goes: an answer to a question of many parts follows its question.
    private static string? Item(string? value, QuestionnaireResponse.ItemComponent? item, int depth)
    {
        if (item is null || depth > Deepest || value?.Length > TypeMapping.LongestValue)
            return value;
        string? answers = null;
        foreach (var answer in item.Answer)
            answers = PlainText.Join(
                answers,
                ValueText.Of(answer?.Value) ?? (answer?.Value is Attachment ? "attached: see original" : null),
                ", "
            );
        value = PlainText.Join(value, PlainText.Named(PlainText.Clean(item.Text) ?? PlainText.Clean(item.LinkId) ?? "answer", answers));
        foreach (var answer in item.Answer)
            if (answer is not null)
                foreach (var inner in answer.Item)
                    value = Item(value, inner, depth + 1);
        foreach (var inner in item.Item)
            value = Item(value, inner, depth + 1);
        return value;
    }
}
