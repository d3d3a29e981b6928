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
            {(shown.Count == 0 ? Html.Empty : Html.Of($"<ul class=\"hub-entries\">\n{Lines(section.Section, shown)}</ul>\n"))}
            {(shown.Count < section.Entries.Count ? More(section, shown.Count) : Html.Empty)}
            </section>

            """
        );
    }

    /// <summary>What stands under no heading on purpose, such as claims, is told in one line a kind: it is no news to who cares for the person.</summary>
    private Html Lines(Section section, IReadOnlyList<ShownEntry> shown)
    {
        if (section != Section.Unmapped)
            return Html.Each(shown, lines.Write);
        var onPurpose = shown.ToLookup(IsKeptOnPurpose);
        var kinds = onPurpose[true]
            .GroupBy(entry =>
                (entry.Entry.ResourceType, entry.Entry.UnmappedReason, entry.Entry.Content?.Display, entry.Commit.Provenance.Sender)
            )
            .Select(kind => kind.ToList());
        return Html.Of(
            $"{Html.Each(onPurpose[false], lines.Write)}{Html.Each(kinds, kind => lines.WriteKept(kind, KeptUnmapped.WhyOnPurpose(kind[0].Entry.UnmappedReason)!))}"
        );
    }

    /// <summary>And nothing else is to be said of it.</summary>
    private static bool IsKeptOnPurpose(ShownEntry shown) =>
        shown.Entry is { Warnings.Count: 0, Labels.Count: 0 } entry && KeptUnmapped.WhyOnPurpose(entry.UnmappedReason) is not null;

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
