using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>One section of a record: its heading, its lines, and what is withheld of it.</summary>
internal sealed class SectionPart(string recordId, string? asAt, EntryLine lines)
{
    /// <summary>Where a section has more, the page of the whole record shows its newest and leads to the rest.</summary>
    private const int Most = 50;

    /// <summary>What nobody must overlook is never cut.</summary>
    private static readonly HashSet<Section> Whole =
    [
        Section.Alerts,
        Section.Allergies,
        Section.Safeguarding,
        Section.LegalInformation,
        Section.IndividualRequirements,
        Section.EndOfLifeCare,
        Section.ContingencyPlans,
    ];

    internal Html Write(SectionReading section, bool alone)
    {
        var shown = alone || Whole.Contains(section.Section) ? section.Entries : [.. section.Entries.Take(Most)];
        return Html.Of(
            $"""
            <section class="hub-section" id="{section.Section.Code}" aria-labelledby="{section.Section.Code}-heading">
            <h2 class="nhsuk-heading-m" id="{section.Section.Code}-heading">{section.Section.Heading} <span class="hub-count">{Count(
                section.Total
            )}</span></h2>
            {Html.Each(section.Withheld, WithheldText)}
            {(shown.Count == 0 ? Html.Empty : Html.Of($"<ul class=\"hub-entries\">\n{Html.Each(shown, lines.Write)}</ul>\n"))}
            {(shown.Count < section.Entries.Count ? More(section, shown.Count) : Html.Empty)}
            </section>

            """
        );
    }

    internal static string Count(int total) => total == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{total:N0} entries");

    private static Html WithheldText(Withheld withheld) =>
        Html.Of($"<p class=\"hub-withheld\"><strong>{Count(withheld.Count)} withheld:</strong> {Why(withheld.Reason)}</p>\n");

    private static string Why(WithheldReason reason) =>
        reason switch
        {
            WithheldReason.Role => "your role does not see this section.",
            WithheldReason.Objection => "the person objects to their record being shared.",
            WithheldReason.Sensitive => "sensitive, and kept to those with a right to it.",
            _ => throw new InvalidOperationException("A reason for withholding without words."),
        };

    private Html More(SectionReading section, int shown) =>
        Html.Of(
            $"<p class=\"hub-more\">These are the newest {shown} of {Count(section.Total)}. <a href=\"/records/{recordId}?section={section.Section.Code}{asAt}\">Show all of {section.Section.Heading}</a></p>\n"
        );
}
