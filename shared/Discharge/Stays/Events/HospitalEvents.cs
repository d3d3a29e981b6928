using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Discharge.Stays.Events.EventMembers;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>What hospitals tell of a stay itself.</summary>
internal static class HospitalEvents
{
    internal static IReadOnlyList<StayEventType> All { get; } =
    [
        new(
            "care.encounter.planned.v1",
            "Admission planned",
            StayTellers.HospitalSystems,
            Section.AdmissionDetails,
            [At with { What = "When the admission is planned for." }, AdmissionMethod, Ward, Site],
            data =>
                [
                    StayEventType.Fact(StayFactKind.Planned, data) with
                    {
                        Ward = data.Text("ward"),
                        Site = data.Text("site"),
                        Code = data.Text("method"),
                    },
                ]
        )
        {
            MayLieAhead = true,
        },
        new(
            "care.encounter.admitted.v1",
            "Admitted to hospital",
            StayTellers.HospitalSystems,
            Section.AdmissionDetails,
            [
                At,
                AdmissionMethod,
                Code("source", "UK Core SourceOfAdmissionEngland code, or your own."),
                Ward,
                Site,
                Organisation("from", "ODS code of the organisation that the person comes from."),
            ],
            data =>
                [
                    StayEventType.Fact(StayFactKind.Admitted, data) with
                    {
                        Ward = data.Text("ward"),
                        Site = data.Text("site"),
                        Code = data.Text("method"),
                        AdmissionSource = data.Text("source"),
                        Organisation = data.Text("from"),
                    },
                ]
        ),
        new(
            "care.encounter.transferred.v1",
            "Transferred",
            StayTellers.HospitalSystems,
            Section.AdmissionDetails,
            [At, Ward, Site, Organisation("to", "ODS code of another trust, where the person has left for it.")],
            data => [Transfer(data)]
        )
        {
            OneNeeded = [new(["ward", "site", "to"])],
        },
        new(
            "care.encounter.died.v1",
            "Died in hospital",
            StayTellers.HospitalSystems,
            Section.DischargeDetails,
            [At],
            data => [StayEventType.Fact(StayFactKind.Died, data)]
        ),
        new(
            "care.encounter.admission-cancelled.v1",
            "Admission cancelled",
            StayTellers.HospitalSystems,
            Section.AdmissionDetails,
            [At, Reason],
            data => [StayEventType.Fact(StayFactKind.AdmissionCancelled, data) with { Reason = data.Text("reason") }]
        ),
        new(
            "care.encounter.discharge-cancelled.v1",
            "Discharge cancelled",
            StayTellers.HospitalSystems,
            Section.DischargeDetails,
            [At, Reason],
            data => [StayEventType.Fact(StayFactKind.DischargeCancelled, data) with { Reason = data.Text("reason") }]
        ),
    ];

    private static StayFact Transfer(EventData data) =>
        data.Text("to") is { } organisation
            ? StayEventType.Fact(StayFactKind.TransferredOut, data) with
            {
                Organisation = organisation,
            }
            : StayEventType.Fact(StayFactKind.Moved, data) with
            {
                Ward = data.Text("ward"),
                Site = data.Text("site"),
            };
}
