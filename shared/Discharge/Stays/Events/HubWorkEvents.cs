using IntegrationHub.Access;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Discharge.Stays.Events.EventMembers;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>What a discharge hub does with its alerts and with a stay on its list. None of it makes an entry of the care record.</summary>
internal static class HubWorkEvents
{
    private static readonly SortedDictionary<string, StayFactKind> Actions = new(StringComparer.Ordinal)
    {
        ["claimed"] = StayFactKind.AlertClaimed,
        ["acknowledged"] = StayFactKind.AlertAcknowledged,
        ["handed-back"] = StayFactKind.AlertHandedBack,
        ["escalated"] = StayFactKind.AlertEscalated,
        ["completed"] = StayFactKind.AlertCompleted,
    };

    internal static IReadOnlyList<StayEventType> All { get; } =
    [
        new(
            "care.discharge.alert-worked.v1",
            "Alert worked",
            StayTellers.DischargeHubs,
            null,
            [
                At,
                Hub,
                new("alert", MemberKind.HubId, "The alert's id.") { Needed = true },
                new("action", MemberKind.Word, "What was done.") { Needed = true, Words = [.. Actions.Keys] },
                Reason,
            ],
            data =>
                [
                    StayEventType.Fact(Actions[data.Text("action")!], data) with
                    {
                        Hub = data.Text("hub"),
                        Alert = data.Text("alert"),
                        Reason = data.Text("reason"),
                    },
                ]
        ),
        new(
            "care.discharge.passed-on.v1",
            "Passed to another discharge hub",
            StayTellers.DischargeHubs,
            null,
            [At, Hub, new("to", MemberKind.Hub, "Id of the discharge hub that takes over.") { Needed = true }, Reason.ButNeeded],
            data =>
                [
                    StayEventType.Fact(StayFactKind.PassedToHub, data) with
                    {
                        Hub = data.Text("to"),
                        FromHub = data.Text("hub"),
                        Reason = data.Text("reason"),
                    },
                ]
        ),
        new(
            "care.discharge.withdrawn.v1",
            "Taken off the discharge hub's list",
            StayTellers.DischargeHubs,
            null,
            [At, Hub, Reason.ButNeeded],
            data => [StayEventType.Fact(StayFactKind.Withdrawn, data) with { Hub = data.Text("hub"), Reason = data.Text("reason") }]
        ),
    ];
}
