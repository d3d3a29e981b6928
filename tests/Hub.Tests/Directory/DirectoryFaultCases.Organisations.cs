using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <content>Places, organisations and how they belong together.</content>
internal static partial class DirectoryFaultCases
{
    private static DirectoryFaultCase[] OfOrganisations =>
        [
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
        ];
}
