using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class EpisodeOfCareMapping
{
    public static readonly TypeMapping Table = new("EpisodeOfCare")
    {
        Otherwise = Section.ServicesAndCare,
        Display = "type; else managingOrganization's display",
        Date = "period.start, else period.end",
        Value = "managing organisation that is not the display; care manager; period.end as until",
        Codings = "type",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled, StatusWords.Planned, new("waitlist", "On waiting list")],
    };

    public static MappingOutcome Map(EpisodeOfCare episode)
    {
        var organisation = PlainText.Clean(episode.ManagingOrganization?.Display);
        var display = Concept.All(episode.Type) ?? organisation;
        var value = organisation == display ? null : PlainText.Named("by", organisation);
        value = PlainText.Join(value, PlainText.Named("care manager", PlainText.Clean(episode.CareManager?.Display)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(episode.Type),
                Status = PlainText.Clean(episode.StatusElement?.ToString()),
                Date = ClinicalDate.Of(episode.Period),
                Value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(episode.Period?.End))),
            }
        );
    }
}
