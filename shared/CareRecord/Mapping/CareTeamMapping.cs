using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CareTeamMapping
{
    public static readonly TypeMapping Table = new("CareTeam")
    {
        Otherwise = Section.ProfessionalContacts,
        Display = "name; else category",
        Date = "period.start, else period.end",
        Value = "each participant's display with roles; contact points that have not ended",
        Codings = "category",
        Words = [StatusWords.EnteredInError, new("proposed", "Proposed"), new("inactive", "No longer active")],
    };

    public static MappingOutcome Map(CareTeam team)
    {
        string? participants = null;
        foreach (var participant in team.Participant)
            participants = PlainText.Join(participants, Member(participant), ", ");
        return Table.Entry(
            Table.Otherwise,
            PlainText.Clean(team.Name) ?? Concept.First(team.Category),
            new()
            {
                Codings = Concept.Codings(team.Category),
                Status = PlainText.Clean(team.StatusElement?.ToString()),
                Date = ClinicalDate.Of(team.Period),
                Value = PlainText.Join(participants, ContactText.Of(team.Telecom)),
            }
        );
    }

    private static string? Member(CareTeam.ParticipantComponent? participant)
    {
        if (participant is null)
            return null;
        var roles = Concept.All(participant.Role);
        return PlainText.Clean(participant.Member?.Display) is { } name ? (roles is null ? name : $"{name} ({roles})") : roles;
    }
}
