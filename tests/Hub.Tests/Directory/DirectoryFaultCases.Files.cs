using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <content>What holds of any file: that it is there, its shape, its words.</content>
internal static partial class DirectoryFaultCases
{
    private static DirectoryFaultCase[] OfFiles =>
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
        ];
}
