using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <content>The places' rules and the guard rails.</content>
internal static partial class DirectoryFaultCases
{
    private static DirectoryFaultCase[] OfRules =>
        [
            new(
                DirectoryRule.AlertTwice,
                "rules/midvale.json",
                "$.alerts[1].on[1]",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "alerts", 1)["on"]!.AsArray().Add("discharged"))
            ),
            new(
                DirectoryRule.NotInClosedSet,
                "rules/midvale.json",
                "$.alerts[1].on[0]",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "alerts", 1)["on"] = new JsonArray("ready"))
            ),
            new(
                DirectoryRule.ListEmpty,
                "rules/midvale.json",
                "$.alerts[1].on",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "alerts", 1)["on"] = new JsonArray())
            ),
            new(
                DirectoryRule.AlertMissing,
                "rules/southport.json",
                "$.alerts",
                copy => copy.Edit("rules/southport.json", json => json["alerts"] = new JsonArray())
            ),
            new(
                DirectoryRule.AlertMissing,
                "rules/southport.json",
                "$.alerts",
                copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 1)["on"] = new JsonArray("self-discharged"))
            ),
            new(
                DirectoryRule.ClockOutsideRails,
                "rules/southport.json",
                "$.alerts[0].acknowledgeWithin",
                copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["acknowledgeWithin"] = "PT1M")
            ),
            new(
                DirectoryRule.RailDatumMissing,
                "rules/southport.json",
                "$.alerts[0].needs",
                copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["needs"] = new JsonArray())
            ),
            new(
                DirectoryRule.RailRecipientMissing,
                "rules/southport.json",
                "$.alerts[0].tell",
                copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["tell"] = new JsonArray("council"))
            ),
            new(
                DirectoryRule.ClockOrder,
                "rules/southport.json",
                "$.alerts[0].escalateAfter",
                copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["escalateAfter"] = "PT45M")
            ),
            new(
                DirectoryRule.ClockOrder,
                "rules/midvale.json",
                "$.clocks[0].warnBefore",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "clocks", 0)["warnBefore"] = "P2D")
            ),
            new(
                DirectoryRule.ClockOrder,
                "rules/northfield.json",
                "$.clocks[0].warnBefore",
                copy => copy.Edit("rules/northfield.json", json => Item(json, "clocks", 0)["warnBefore"] = "PT1H")
            ),
            new(
                DirectoryRule.ClockOutsideRails,
                "rules/midvale.json",
                "$.clocks[0].within",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "clocks", 0)["within"] = "P4D")
            ),
            new(
                DirectoryRule.ClockOutsideRails,
                "rules/midvale.json",
                "$.clocks[1].within",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "clocks", 1)["within"] = "P8D")
            ),
            new(
                DirectoryRule.ClockTwice,
                "rules/midvale.json",
                "$.clocks[1].kind",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "clocks", 1)["kind"] = "assess")
            ),
            new(
                DirectoryRule.ClockWithin,
                "rules/midvale.json",
                "$.clocks[0].within",
                copy => copy.Edit("rules/midvale.json", json => Item(json, "clocks", 0).Remove("within"))
            ),
            new(
                DirectoryRule.ClockWithin,
                "rules/northfield.json",
                "$.clocks[0].within",
                copy => copy.Edit("rules/northfield.json", json => Item(json, "clocks", 0)["within"] = "PT1H")
            ),
            new(
                DirectoryRule.WorkingHours,
                "rules/southport.json",
                "$.clocks[1].within",
                copy => copy.Edit("rules/southport.json", json => Item(json, "clocks", 1)["within"] = "P1DT8H")
            ),
            new(
                DirectoryRule.WorkingHours,
                "rules/southport.json",
                "$.clocks[0].days",
                copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["escalateAfter"] = "PT9H")
            ),
            new(
                DirectoryRule.NotInClosedSet,
                "rules/southport.json",
                "$.clocks[0].days",
                copy => copy.Edit("rules/southport.json", json => Item(json, "clocks", 0)["days"] = "office")
            ),
            new(
                DirectoryRule.IdTwice,
                "rules/southport.json",
                "$.clocks[1].id",
                copy => copy.Edit("rules/southport.json", json => Item(json, "clocks", 1)["id"] = "southport-discharged")
            ),
            new(
                DirectoryRule.ListEmpty,
                "rules/southport.json",
                "$.clocks[1].escalateTo",
                copy => copy.Edit("rules/southport.json", json => Item(json, "clocks", 1)["escalateTo"] = new JsonArray())
            ),
            new(
                DirectoryRule.NoticeTwice,
                "rules/southport.json",
                "$.notices.kinds[1].kind",
                copy => copy.Edit("rules/southport.json", json => Notice(json, 1)["kind"] = "assessment")
            ),
            new(
                DirectoryRule.NoticeDatumMissing,
                "rules/southport.json",
                "$.notices.kinds[0].needs",
                copy => copy.Edit("rules/southport.json", json => Notice(json, 0)["needs"] = new JsonArray("patient-name"))
            ),
            new(
                DirectoryRule.NoticeOutsidePlace,
                "rules/southport.json",
                "$.notices.with[0]",
                copy => copy.Edit("rules/southport.json", json => json["notices"]!["with"] = new JsonArray("RX1"))
            ),
            new(
                DirectoryRule.WrongKind,
                "rules/southport.json",
                "$.notices.with[0]",
                copy => copy.Edit("rules/southport.json", json => json["notices"]!["with"] = new JsonArray("NX901"))
            ),
        ];

    private static JsonObject Notice(JsonObject json, int index) => json["notices"]!["kinds"]![index]!.AsObject();
}
