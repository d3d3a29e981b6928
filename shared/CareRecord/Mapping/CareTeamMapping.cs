using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CareTeamMapping
{
    public static readonly TypeMapping Table = new("CareTeam")
    {
        Otherwise = Section.ProfessionalContacts,
        Display = "name; else category",
        Date = "period.start, else period.end",
        Value = "each participant with roles; contact points that have not ended; reason; notes",
        Codings = "category",
        Words = [StatusWords.EnteredInError, new("proposed", "Proposed"), new("inactive", "No longer active")],
    };

    public static MappingOutcome Map(CareTeam team, References references)
    {
        string? participants = null;
        foreach (var participant in team.Participant)
            participants = PlainText.Join(participants, Member(participant, references), ", ");
        return Table.Entry(
            Table.Otherwise,
            PlainText.Clean(team.Name) ?? Concept.First(team.Category),
            new()
            {
                Codings = Concept.Codings(team.Category),
                Status = PlainText.Clean(team.StatusElement?.ToString()),
                Date = ClinicalDate.Of(team.Period),
                Value = PlainText.Join(
                    PlainText.Join(
                        PlainText.Join(participants, ContactText.Of(team.Telecom)),
                        PlainText.Named("reason", Concept.All(team.ReasonCode))
                    ),
                    Notes.Of(team.Note)
                ),
            }
        );
    }

    private static string? Member(CareTeam.ParticipantComponent? participant, References references)
    {
        if (participant is null)
            return null;
        var roles = Concept.All(participant.Role);
        return references.Name(participant.Member, "member") is { } name ? (roles is null ? name : $"{name} ({roles})") : roles;
    }
}
