using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Discharge.Stays.Events.EventMembers;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>What hospitals and councils tell each other of the care after the stay.</summary>
internal static class PlanningEvents
{
    internal static IReadOnlyList<StayEventType> All { get; } =
    [
        new(
            "care.discharge.referred-to-hub.v1",
            "Referred to the discharge hub",
            StayTellers.Hospitals,
            Section.PlanAndRequestedActions,
            [At, Hub with { Needed = false, What = "Id of the discharge hub; left out, that of the person's place." }, Reason],
            data => [StayEventType.Fact(StayFactKind.ReferredToHub, data) with { Hub = data.Text("hub"), Reason = data.Text("reason") }]
        ),
        Pathway("care.discharge.pathway-proposed.v1", "Discharge pathway proposed", StayFactKind.PathwayProposed),
        Pathway("care.discharge.pathway-agreed.v1", "Discharge pathway agreed", StayFactKind.PathwayAgreed),
        new(
            "care.discharge.assessment-asked.v1",
            "Assessment asked for",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [At, Organisation("of", "ODS code of who is asked.").ButNeeded, Reason],
            data =>
                [
                    StayEventType.Fact(StayFactKind.AssessmentAsked, data) with
                    {
                        Organisation = data.Text("of"),
                        Reason = data.Text("reason"),
                    },
                ]
        ),
        new(
            "care.discharge.assessment-answered.v1",
            "Request for an assessment answered",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [At, Accepted, Code("code", "Why not."), Reason],
            data =>
                [
                    StayEventType.Fact(
                        data.IsTrue("accepted") ? StayFactKind.AssessmentAccepted : StayFactKind.AssessmentDeclined,
                        data
                    ) with
                    {
                        Code = data.Text("code"),
                        Reason = data.Text("reason"),
                    },
                ]
        )
        {
            OneNeeded = [new(["reason", "code"], WhenFalse: "accepted")],
        },
        new(
            "care.discharge.assessment-done.v1",
            "Assessment done",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [At],
            data => [StayEventType.Fact(StayFactKind.AssessmentDone, data)]
        ),
        new(
            "care.discharge.care-arranged.v1",
            "Care after the stay arranged",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [
                At,
                Date("from", "The day from which the care is in place."),
                Organisation("by", "ODS code of who gives or arranged it; left out, you."),
            ],
            data => [StayEventType.Fact(StayFactKind.Arranged, data) with { Date = data.Date("from"), Organisation = data.Text("by") }]
        ),
        .. NoticeEvents.All,
    ];

    private static StayEventType Pathway(string type, string what, StayFactKind kind) =>
        new(
            type,
            what,
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [At, PathwayNumber],
            data => [StayEventType.Fact(kind, data) with { Pathway = data.Number("pathway") }]
        );
}
