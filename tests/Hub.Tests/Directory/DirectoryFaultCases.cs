using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <summary>A way to break a rule: what to do to a copy of the directory, and the fault that then names it.</summary>
internal sealed record DirectoryFaultCase(DirectoryRule Rule, string File, string Path, Action<DirectoryCopy> Spoil);

internal static class DirectoryFaultCases
{
    /// <summary>One way to break each rule: what to do to the copy, and the fault that names it.</summary>
    public static readonly DirectoryFaultCase[] All =
    [
        new(DirectoryRule.FileMissing, "ics.json", "$", copy => copy.Delete("ics.json")),
        new(DirectoryRule.NotJson, "senders.json", "$", copy => copy.Write("senders.json", "{\"policies\": [}")),
        new(DirectoryRule.NotJson, "ics.json", "$", copy => copy.Replace("ics.json", "Fellmoor Integrated", "\\ud800")),
        new(
            DirectoryRule.DuplicateProperty,
            "rules/midvale.json",
            "$.place",
            copy => copy.Replace("rules/midvale.json", "\"dischargeHub\"", "\"place\"")
        ),
        new(
            DirectoryRule.DuplicateProperty,
            "ics.json",
            "$.name",
            copy => copy.Replace("ics.json", "\"id\": \"fellmoor\"", "\"n\\u0061me\": \"Fellmoor\"")
        ),
        new(
            DirectoryRule.UnknownProperty,
            "places/midvale.json",
            "$.population",
            copy => copy.Edit("places/midvale.json", json => json["population"] = 1)
        ),
        new(
            DirectoryRule.UnknownProperty,
            "places/midvale.json",
            "$.(unprintable name)",
            copy => copy.Edit("places/midvale.json", json => json["a\nb"] = 1)
        ),
        new(
            DirectoryRule.PropertyMissing,
            "organisations.json",
            "$.organisations[3].name",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 3).Remove("name"))
        ),
        new(
            DirectoryRule.WrongType,
            "organisations.json",
            "$.organisations[3].name",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 3)["name"] = 1)
        ),
        new(
            DirectoryRule.WrongType,
            "organisations.json",
            "$.organisations[3].name",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 3)["name"] = null)
        ),
        new(DirectoryRule.WrongType, "organisations.json", "$", copy => copy.Write("organisations.json", "[]")),
        .. new[]
        {
            "https://events.northfield.example",
            "events.northfield.example:443",
            "events.northfield.example/hook",
            "*.northfield.example",
            "events.northfield.example.",
            "Events.northfield.example",
            "bücher.example",
            "-events.northfield.example",
            "localhost",
            "127.0.0.1",
            "::1",
            "",
        }.Select(host => new DirectoryFaultCase(
            DirectoryRule.HostShape,
            "organisations.json",
            "$.organisations[1].webhookHosts[0]",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["webhookHosts"] = new JsonArray(host))
        )),
        new(
            DirectoryRule.ItemTwice,
            "organisations.json",
            "$.organisations[1].webhookHosts[1]",
            copy =>
                copy.Edit(
                    "organisations.json",
                    json => Item(json, "organisations", 1)["webhookHosts"] = new JsonArray("a.example", "a.example")
                )
        ),
        new(
            DirectoryRule.ListEmpty,
            "organisations.json",
            "$.organisations[1].webhookHosts",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["webhookHosts"] = new JsonArray())
        ),
        new(
            DirectoryRule.WrongType,
            "organisations.json",
            "$.organisations",
            copy => copy.Write("organisations.json", "{\"organisations\": {}}")
        ),
        new(DirectoryRule.UnreadFile, "rules/northfield.jsn", "$", copy => copy.Write("rules/northfield.jsn", "{}")),
        new(
            DirectoryRule.FileName,
            "places/midvale.json",
            "$.id",
            copy => copy.Replace("places/midvale.json", "\"id\": \"midvale\"", "\"id\": \"midvalley\"")
        ),
        new(
            DirectoryRule.IdShape,
            "discharge-hubs.json",
            "$.dischargeHubs[0].id",
            copy => copy.Edit("discharge-hubs.json", json => Item(json, "dischargeHubs", 0)["id"] = "Hub--x")
        ),
        new(
            DirectoryRule.OdsShape,
            "organisations.json",
            "$.organisations[1].odsCode",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["odsCode"] = "x90001")
        ),
        new(
            DirectoryRule.IdTwice,
            "neighbourhoods.json",
            "$.neighbourhoods[1].id",
            copy => copy.Edit("neighbourhoods.json", json => Item(json, "neighbourhoods", 1)["id"] = "harbour-hill")
        ),
        new(
            DirectoryRule.OdsTwice,
            "organisations.json",
            "$.organisations[2].odsCode",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 2)["odsCode"] = "X90001")
        ),
        new(DirectoryRule.TextShape, "ics.json", "$.name", copy => copy.Edit("ics.json", json => json["name"] = " Fellmoor")),
        new(
            DirectoryRule.ListEmpty,
            "organisations.json",
            "$.organisations[13].serves",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 13)["serves"] = new JsonArray())
        ),
        new(
            DirectoryRule.ItemTwice,
            "rules/midvale.json",
            "$.alerts[0].tell[1]",
            copy =>
                copy.Edit(
                    "rules/midvale.json",
                    json => Item(json, "alerts", 0)["tell"] = new JsonArray("registered-practice", "registered-practice")
                )
        ),
        new(
            DirectoryRule.NotInClosedSet,
            "organisations.json",
            "$.organisations[1].kind",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["kind"] = "Practice")
        ),
        new(
            DirectoryRule.DurationShape,
            "rules/midvale.json",
            "$.alerts[0].acknowledgeWithin",
            copy => copy.Edit("rules/midvale.json", json => Item(json, "alerts", 0)["acknowledgeWithin"] = "P1M")
        ),
        new(
            DirectoryRule.UnknownSystem,
            "places/midvale.json",
            "$.system",
            copy => copy.Edit("places/midvale.json", json => json["system"] = "elsewhere")
        ),
        new(
            DirectoryRule.UnknownPlace,
            "neighbourhoods.json",
            "$.neighbourhoods[0].place",
            copy => copy.Edit("neighbourhoods.json", json => Item(json, "neighbourhoods", 0)["place"] = "elsewhere")
        ),
        new(
            DirectoryRule.UnknownNeighbourhood,
            "organisations.json",
            "$.organisations[1].neighbourhood",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["neighbourhood"] = "elsewhere")
        ),
        new(
            DirectoryRule.UnknownOrganisation,
            "discharge-hubs.json",
            "$.dischargeHubs[0].host",
            copy => copy.Edit("discharge-hubs.json", json => Item(json, "dischargeHubs", 0)["host"] = "RX9")
        ),
        new(
            DirectoryRule.UnknownDischargeHub,
            "rules/midvale.json",
            "$.dischargeHub",
            copy => copy.Edit("rules/midvale.json", json => json["dischargeHub"] = "hub-elsewhere")
        ),
        new(
            DirectoryRule.WrongKind,
            "places/midvale.json",
            "$.council",
            copy => copy.Edit("places/midvale.json", json => json["council"] = "X90001")
        ),
        new(
            DirectoryRule.Cycle,
            "organisations.json",
            "$.organisations[14].partOf",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 14)["partOf"] = "RX101")
        ),
        new(
            DirectoryRule.PlaceWithoutHub,
            "places/midvale.json",
            "$.id",
            copy => copy.Edit("discharge-hubs.json", json => json["dischargeHubs"]!.AsArray().RemoveAt(1))
        ),
        new(DirectoryRule.PlaceWithoutRules, "places/midvale.json", "$.id", copy => copy.Delete("rules/midvale.json")),
        new(
            DirectoryRule.AreaTwice,
            "places/southport.json",
            "$.usualAddress.outwardCodes[0]",
            copy => copy.Replace("places/southport.json", "ZZ7", "ZZ1")
        ),
        new(
            DirectoryRule.HubOfOtherPlace,
            "rules/midvale.json",
            "$.dischargeHub",
            copy => copy.Edit("rules/midvale.json", json => json["dischargeHub"] = "hub-northfield")
        ),
        new(
            DirectoryRule.NotForThisKind,
            "organisations.json",
            "$.organisations[1].serves",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["serves"] = new JsonArray("midvale"))
        ),
        new(
            DirectoryRule.NeededForThisKind,
            "organisations.json",
            "$.organisations[13].serves",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 13).Remove("serves"))
        ),
        new(
            DirectoryRule.CouncilTwice,
            "places/northfield.json",
            "$.council",
            copy => copy.Replace("places/northfield.json", "C90001", "C90002")
        ),
        new(
            DirectoryRule.HostDoesNotServe,
            "discharge-hubs.json",
            "$.dischargeHubs[0].host",
            copy => copy.Edit("discharge-hubs.json", json => Item(json, "dischargeHubs", 0)["host"] = "RX2")
        ),
        new(
            DirectoryRule.OutwardCodeShape,
            "places/southport.json",
            "$.usualAddress.outwardCodes[0]",
            copy => copy.Replace("places/southport.json", "ZZ7", "ZZ7 1A")
        ),
        new(
            DirectoryRule.NoOwnSystem,
            "organisations.json",
            "$.organisations[13].systems",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 13)["systems"] = new JsonArray("saltmarsh"))
        ),
        new(
            DirectoryRule.CouncilWithoutPlace,
            "organisations.json",
            "$.organisations[18].odsCode",
            copy => copy.Replace("places/northfield.json", "C90001", "C90002")
        ),
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
        new(
            DirectoryRule.DateShape,
            "bank-holidays.json",
            "$.days[0].date",
            copy => copy.Edit("bank-holidays.json", json => Item(json, "days", 0)["date"] = "2025-02-30")
        ),
        new(
            DirectoryRule.HolidayOnWeekend,
            "bank-holidays.json",
            "$.days[15].date",
            copy => copy.Replace("bank-holidays.json", "2026-12-28", "2026-12-26")
        ),
        new(
            DirectoryRule.HolidaysMissing,
            "bank-holidays.json",
            "$.days",
            copy => copy.Edit("bank-holidays.json", json => json["days"]!.AsArray().RemoveAt(9))
        ),
        new(
            DirectoryRule.ItemTwice,
            "bank-holidays.json",
            "$.days[1].date",
            copy => copy.Replace("bank-holidays.json", "2025-04-18", "2025-01-01")
        ),
        new(DirectoryRule.ListEmpty, "bank-holidays.json", "$.days", copy => copy.Write("bank-holidays.json", "{\"days\": []}")),
        new(
            DirectoryRule.PolicySubject,
            "senders.json",
            "$.policies[0]",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["organisation"] = "X90001")
        ),
        new(
            DirectoryRule.PolicyTwice,
            "senders.json",
            "$.policies[2].organisation",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 2)["organisation"] = "RX1")
        ),
        new(
            DirectoryRule.DefaultPlaceTwice,
            "senders.json",
            "$.policies[0].defaultPlace",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["defaultPlace"] = "midvale")
        ),
        new(
            DirectoryRule.NoOwnPlace,
            "senders.json",
            "$.policies[4].defaultToOwnPlace",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 4)["defaultToOwnPlace"] = true)
        ),
        new(
            DirectoryRule.ResourceTypeShape,
            "senders.json",
            "$.policies[0].resourceTypes[0]",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["resourceTypes"] = new JsonArray("*", "Patient"))
        ),
        new(
            DirectoryRule.EntityNameShape,
            "messaging.json",
            "$.queues[0].name",
            copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["name"] = "Care Events")
        ),
        new(
            DirectoryRule.EntityTwice,
            "messaging.json",
            "$.dischargeHubQueue.namePrefix",
            copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["name"] = "discharge-hub-midvale")
        ),
        new(
            DirectoryRule.EntityLimit,
            "messaging.json",
            "$.queues[0].duplicateDetectionWindow",
            copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["duplicateDetectionWindow"] = "P8D")
        ),
        new(
            DirectoryRule.RoleTwice,
            "reading.json",
            "$.roles[1].role",
            copy => copy.Edit("reading.json", json => Item(json, "roles", 1)["role"] = "clinician")
        ),
        new(
            DirectoryRule.NotInClosedSet,
            "reading.json",
            "$.roles[0].role",
            copy => copy.Edit("reading.json", json => Item(json, "roles", 0)["role"] = "everybody")
        ),
        new(
            DirectoryRule.NotInClosedSet,
            "reading.json",
            "$.roles[2].sees[0]",
            copy => copy.Edit("reading.json", json => Item(json, "roles", 2)["sees"]![0] = "gossip")
        ),
        new(
            DirectoryRule.SectionOutsideRails,
            "reading.json",
            "$.roles[2].sees",
            copy => copy.Edit("reading.json", json => Item(json, "roles", 2)["sees"]!.AsArray().Add("investigation-results"))
        ),
        new(
            DirectoryRule.SectionOutsideRails,
            "rules/midvale.json",
            "$.reading[0].adds",
            copy => copy.Edit("rules/midvale.json", json => json["reading"] = Reading("social-worker", "adds", "investigation-results"))
        ),
        new(
            DirectoryRule.RailSectionMissing,
            "reading.json",
            "$.roles[1].sees",
            copy => copy.Edit("reading.json", json => Item(json, "roles", 1)["mustSee"]!.AsArray().Add("vaccinations"))
        ),
        new(
            DirectoryRule.RailSectionMissing,
            "rules/midvale.json",
            "$.reading[0].removes",
            copy => copy.Edit("rules/midvale.json", json => json["reading"] = Reading("clinician", "removes", "allergies"))
        ),
        new(
            DirectoryRule.RoleWithoutRow,
            "rules/midvale.json",
            "$.reading[0].role",
            copy => copy.Edit("rules/midvale.json", json => json["reading"] = Reading("operator", "adds", "allergies"))
        ),
        new(
            DirectoryRule.SectionAddedAndRemoved,
            "rules/midvale.json",
            "$.reading[0].removes",
            copy =>
                copy.Edit(
                    "rules/midvale.json",
                    json =>
                    {
                        json["reading"] = Reading("social-worker", "adds", "documents");
                        json["reading"]![0]!["removes"] = new JsonArray("documents");
                    }
                )
        ),
        new(
            DirectoryRule.UnknownCategory,
            "reading.json",
            "$.roles[0].seesSensitive[0]",
            copy => copy.Edit("reading.json", json => Item(json, "roles", 0)["seesSensitive"] = new JsonArray("secrets"))
        ),
        new(
            DirectoryRule.CategoryWithoutLists,
            "sensitive.json",
            "$.categories[4]",
            copy => copy.Edit("sensitive.json", json => Item(json, "categories", 4).Remove("labels"))
        ),
        new(
            DirectoryRule.NotInClosedSet,
            "local-codes.json",
            "$.maps[0].target",
            copy => copy.Edit("local-codes.json", json => Item(json, "maps", 0)["target"] = "https://elsewhere.example/CodeSystem/x")
        ),
        new(
            DirectoryRule.NotInClosedSet,
            "local-codes.json",
            "$.maps[1].codes[0].is",
            copy => copy.Edit("local-codes.json", json => Item(json, "maps", 1)["codes"]![0]!["is"] = "hospital-transport")
        ),
        new(
            DirectoryRule.ItemTwice,
            "local-codes.json",
            "$.maps[0].codes[1].code",
            copy => copy.Edit("local-codes.json", json => Item(json, "maps", 0)["codes"]![1]!["code"] = "TTO")
        ),
        new(
            DirectoryRule.ListEmpty,
            "local-codes.json",
            "$.maps[0].codes",
            copy => copy.Edit("local-codes.json", json => Item(json, "maps", 0)["codes"] = new JsonArray())
        ),
        new(DirectoryRule.ListEmpty, "sensitive.json", "$.categories", copy => copy.Write("sensitive.json", "{\"categories\": []}")),
        new(
            DirectoryRule.ListEmpty,
            "sensitive.json",
            "$.categories[4].labels",
            copy => copy.Edit("sensitive.json", json => Item(json, "categories", 4)["labels"] = new JsonArray())
        ),
        new(
            DirectoryRule.ListEmpty,
            "sensitive.json",
            "$.categories[0].codes[0].codes",
            copy => copy.Edit("sensitive.json", json => Item(json, "categories", 0)["codes"]![0]!["codes"] = new JsonArray())
        ),
        new(
            DirectoryRule.ListEmpty,
            "sensitive.json",
            "$.categories[0].codes",
            copy => copy.Edit("sensitive.json", json => Item(json, "categories", 0)["codes"] = new JsonArray())
        ),
    ];

    private static JsonArray Reading(string role, string list, string section) =>
        new(new JsonObject { ["role"] = role, [list] = new JsonArray(section) });

    private static JsonObject Notice(JsonObject json, int index) => json["notices"]!["kinds"]![index]!.AsObject();

    public static JsonObject Item(JsonObject json, string list, int index) => json[list]![index]!.AsObject();
}
