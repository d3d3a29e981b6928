using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class EpisodeOfCareMapping
{
    public static readonly TypeMapping Table = new("EpisodeOfCare")
    {
        Otherwise = Section.ServicesAndCare,
        Display = "type; else managingOrganization",
        Date = "period.start, else period.end",
        Value = "managing organisation that is not the display; care manager; diagnoses; period.end as until",
        Codings = "type",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            StatusWords.Planned,
            new("waitlist", "On waiting list"),
            new("onhold", "On hold"),
        ],
    };

    public static MappingOutcome Map(EpisodeOfCare episode, References references)
    {
        var organisation = references.Name(episode.ManagingOrganization, "by");
        var display = Concept.All(episode.Type) ?? organisation;
        var value = organisation == display ? null : PlainText.Named("by", organisation);
        value = PlainText.Join(value, PlainText.Named("care manager", references.Name(episode.CareManager, "care manager")));
        value = PlainText.Join(
            value,
            PlainText.Named("diagnosis", references.Names(episode.Diagnosis.Select(diagnosis => diagnosis?.Condition), "diagnosis"))
        );
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
