using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Discharge.Stays.Events.EventMembers;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>What a ward round finds, and what holds a discharge up.</summary>
internal static class WardRoundEvents
{
    internal static IReadOnlyList<StayEventType> All { get; } =
    [
        new(
            "care.discharge.expected-discharge-date.v1",
            "Expected date of discharge",
            StayTellers.Hospitals,
            Section.DischargeDetails,
            [At, Date("date", "The day; left out, the date told before is taken back.")],
            data => [StayEventType.Fact(StayFactKind.ExpectedDischarge, data) with { Date = data.Date("date") }]
        ),
        new(
            "care.discharge.criteria-to-reside.v1",
            "Criteria to reside reviewed",
            StayTellers.Hospitals,
            Section.DischargeDetails,
            [
                At with
                {
                    What = "When the ward round was.",
                },
                new("met", MemberKind.Truth, "Whether the person meets the criteria to reside.") { Needed = true, Label = "met" },
                Code("code", "Which criterion, or why none."),
                EventMembers.CodeSystem,
            ],
            data =>
                [
                    StayEventType.Fact(data.IsTrue("met") ? StayFactKind.CriteriaMet : StayFactKind.CriteriaNotMet, data) with
                    {
                        Code = data.Code(CriteriaToReside.System),
                    },
                ]
        ),
        new(
            "care.discharge.delayed.v1",
            "Discharge delayed",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [
                At with
                {
                    What = "Since when.",
                },
                Code("code", "The reason: of the hub's delay reasons, or your own.").ButNeeded,
                EventMembers.CodeSystem,
                Reason,
            ],
            data =>
                [
                    StayEventType.Fact(StayFactKind.Delayed, data) with
                    {
                        Code = data.Code(DelayReasons.System),
                        Reason = data.Text("reason"),
                    },
                ]
        ),
        new(
            "care.discharge.delay-ended.v1",
            "Delay of the discharge ended",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [At, Code("code", "The reason that stands no longer."), EventMembers.CodeSystem],
            data => [StayEventType.Fact(StayFactKind.DelayEnded, data) with { Code = data.Code(DelayReasons.System) }]
        ),
    ];
}
