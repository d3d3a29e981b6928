using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ResearchSubjectMapping
{
    public static readonly TypeMapping Table = new("ResearchSubject")
    {
        Otherwise = Section.ParticipationInResearch,
        Display = "study: its display, else the title of the ResearchStudy it refers to",
        Date = "period.start, else period.end",
        Value = "arm; period.end as until",
        Codings = "none",
        Words =
        [
            new("not-registered", "Not registered"),
            new("ineligible", "Not eligible"),
            new("candidate", "Candidate"),
            new("potential-candidate", "Possible candidate"),
            new("withdrawn", "Withdrawn"),
            new("off-study", "No longer in the study"),
        ],
        WithoutDisplay = "study-not-named",
    };

    public static MappingOutcome Map(ResearchSubject subject, References references) =>
        Table.Entry(
            Table.Otherwise,
            references.NameItself(subject.Study),
            new()
            {
                Status = PlainText.Clean(subject.StatusElement?.ToString()),
                Date = ClinicalDate.Of(subject.Period),
                Value = PlainText.Join(
                    PlainText.Named("arm", PlainText.Clean(subject.ActualArm) ?? PlainText.Clean(subject.AssignedArm)),
                    PlainText.Named("until", PlainText.Clean(subject.Period?.End))
                ),
            }
        );
}
