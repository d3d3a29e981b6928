using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <content>Who may read what, sensitive categories and local codes.</content>
internal static partial class DirectoryFaultCases
{
    private static DirectoryFaultCase[] OfReading =>
        [
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
}
