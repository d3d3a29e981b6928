using System.Reflection;
using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

public sealed class DirectoryFaultTests
{
    /// <summary>One way to break each rule: what to do to the copy, and the fault that names it.</summary>
    private static readonly (DirectoryRule Rule, string File, string Path, Action<DirectoryCopy> Spoil)[] Cases =
    [
        (DirectoryRule.FileMissing, "ics.json", "$", copy => copy.Delete("ics.json")),
        (DirectoryRule.NotJson, "senders.json", "$", copy => copy.Write("senders.json", "{\"policies\": [}")),
        (DirectoryRule.NotJson, "ics.json", "$", copy => copy.Replace("ics.json", "Fellmoor Integrated", "\\ud800")),
        (
            DirectoryRule.DuplicateProperty,
            "rules/midvale.json",
            "$.place",
            copy => copy.Replace("rules/midvale.json", "\"dischargeHub\"", "\"place\"")
        ),
        (
            DirectoryRule.DuplicateProperty,
            "ics.json",
            "$.name",
            copy => copy.Replace("ics.json", "\"id\": \"fellmoor\"", "\"n\\u0061me\": \"Fellmoor\"")
        ),
        (
            DirectoryRule.UnknownProperty,
            "places/midvale.json",
            "$.population",
            copy => copy.Edit("places/midvale.json", json => json["population"] = 1)
        ),
        (
            DirectoryRule.UnknownProperty,
            "places/midvale.json",
            "$.(unprintable name)",
            copy => copy.Edit("places/midvale.json", json => json["a\nb"] = 1)
        ),
        (
            DirectoryRule.PropertyMissing,
            "organisations.json",
            "$.organisations[3].name",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 3).Remove("name"))
        ),
        (
            DirectoryRule.WrongType,
            "organisations.json",
            "$.organisations[3].name",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 3)["name"] = 1)
        ),
        (
            DirectoryRule.WrongType,
            "organisations.json",
            "$.organisations[3].name",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 3)["name"] = null)
        ),
        (DirectoryRule.WrongType, "organisations.json", "$", copy => copy.Write("organisations.json", "[]")),
        (
            DirectoryRule.WrongType,
            "organisations.json",
            "$.organisations",
            copy => copy.Write("organisations.json", "{\"organisations\": {}}")
        ),
        (DirectoryRule.UnreadFile, "rules/northfield.jsn", "$", copy => copy.Write("rules/northfield.jsn", "{}")),
        (
            DirectoryRule.FileName,
            "places/midvale.json",
            "$.id",
            copy => copy.Replace("places/midvale.json", "\"id\": \"midvale\"", "\"id\": \"midvalley\"")
        ),
        (
            DirectoryRule.IdShape,
            "discharge-hubs.json",
            "$.dischargeHubs[0].id",
            copy => copy.Edit("discharge-hubs.json", json => Item(json, "dischargeHubs", 0)["id"] = "Hub--x")
        ),
        (
            DirectoryRule.OdsShape,
            "organisations.json",
            "$.organisations[1].odsCode",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["odsCode"] = "x90001")
        ),
        (
            DirectoryRule.IdTwice,
            "neighbourhoods.json",
            "$.neighbourhoods[1].id",
            copy => copy.Edit("neighbourhoods.json", json => Item(json, "neighbourhoods", 1)["id"] = "harbour-hill")
        ),
        (
            DirectoryRule.OdsTwice,
            "organisations.json",
            "$.organisations[2].odsCode",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 2)["odsCode"] = "X90001")
        ),
        (DirectoryRule.TextShape, "ics.json", "$.name", copy => copy.Edit("ics.json", json => json["name"] = " Fellmoor")),
        (
            DirectoryRule.ListEmpty,
            "organisations.json",
            "$.organisations[13].serves",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 13)["serves"] = new JsonArray())
        ),
        (
            DirectoryRule.ItemTwice,
            "rules/midvale.json",
            "$.alerts[0].tell[1]",
            copy =>
                copy.Edit(
                    "rules/midvale.json",
                    json => Item(json, "alerts", 0)["tell"] = new JsonArray("registered-practice", "registered-practice")
                )
        ),
        (
            DirectoryRule.NotInClosedSet,
            "organisations.json",
            "$.organisations[1].kind",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["kind"] = "Practice")
        ),
        (
            DirectoryRule.DurationShape,
            "rules/midvale.json",
            "$.alerts[0].acknowledgeWithin",
            copy => copy.Edit("rules/midvale.json", json => Item(json, "alerts", 0)["acknowledgeWithin"] = "P1M")
        ),
        (
            DirectoryRule.UnknownSystem,
            "places/midvale.json",
            "$.system",
            copy => copy.Edit("places/midvale.json", json => json["system"] = "elsewhere")
        ),
        (
            DirectoryRule.UnknownPlace,
            "neighbourhoods.json",
            "$.neighbourhoods[0].place",
            copy => copy.Edit("neighbourhoods.json", json => Item(json, "neighbourhoods", 0)["place"] = "elsewhere")
        ),
        (
            DirectoryRule.UnknownNeighbourhood,
            "organisations.json",
            "$.organisations[1].neighbourhood",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["neighbourhood"] = "elsewhere")
        ),
        (
            DirectoryRule.UnknownOrganisation,
            "discharge-hubs.json",
            "$.dischargeHubs[0].host",
            copy => copy.Edit("discharge-hubs.json", json => Item(json, "dischargeHubs", 0)["host"] = "RX9")
        ),
        (
            DirectoryRule.UnknownDischargeHub,
            "rules/midvale.json",
            "$.dischargeHub",
            copy => copy.Edit("rules/midvale.json", json => json["dischargeHub"] = "hub-elsewhere")
        ),
        (
            DirectoryRule.WrongKind,
            "places/midvale.json",
            "$.council",
            copy => copy.Edit("places/midvale.json", json => json["council"] = "X90001")
        ),
        (
            DirectoryRule.Cycle,
            "organisations.json",
            "$.organisations[14].partOf",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 14)["partOf"] = "RX101")
        ),
        (
            DirectoryRule.PlaceWithoutHub,
            "places/midvale.json",
            "$.id",
            copy => copy.Edit("discharge-hubs.json", json => json["dischargeHubs"]!.AsArray().RemoveAt(1))
        ),
        (DirectoryRule.PlaceWithoutRules, "places/midvale.json", "$.id", copy => copy.Delete("rules/midvale.json")),
        (
            DirectoryRule.AreaTwice,
            "places/southport.json",
            "$.usualAddress.outwardCodes[0]",
            copy => copy.Replace("places/southport.json", "ZZ7", "ZZ1")
        ),
        (
            DirectoryRule.HubOfOtherPlace,
            "rules/midvale.json",
            "$.dischargeHub",
            copy => copy.Edit("rules/midvale.json", json => json["dischargeHub"] = "hub-northfield")
        ),
        (
            DirectoryRule.NotForThisKind,
            "organisations.json",
            "$.organisations[1].serves",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 1)["serves"] = new JsonArray("midvale"))
        ),
        (
            DirectoryRule.NeededForThisKind,
            "organisations.json",
            "$.organisations[13].serves",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 13).Remove("serves"))
        ),
        (
            DirectoryRule.CouncilTwice,
            "places/northfield.json",
            "$.council",
            copy => copy.Replace("places/northfield.json", "C90001", "C90002")
        ),
        (
            DirectoryRule.HostDoesNotServe,
            "discharge-hubs.json",
            "$.dischargeHubs[0].host",
            copy => copy.Edit("discharge-hubs.json", json => Item(json, "dischargeHubs", 0)["host"] = "RX2")
        ),
        (
            DirectoryRule.OutwardCodeShape,
            "places/southport.json",
            "$.usualAddress.outwardCodes[0]",
            copy => copy.Replace("places/southport.json", "ZZ7", "ZZ7 1A")
        ),
        (
            DirectoryRule.NoOwnSystem,
            "organisations.json",
            "$.organisations[13].systems",
            copy => copy.Edit("organisations.json", json => Item(json, "organisations", 13)["systems"] = new JsonArray("saltmarsh"))
        ),
        (
            DirectoryRule.CouncilWithoutPlace,
            "organisations.json",
            "$.organisations[18].odsCode",
            copy => copy.Replace("places/northfield.json", "C90001", "C90002")
        ),
        (
            DirectoryRule.AlertTwice,
            "rules/midvale.json",
            "$.alerts[1].on",
            copy => copy.Edit("rules/midvale.json", json => Item(json, "alerts", 1)["on"] = "discharged")
        ),
        (
            DirectoryRule.AlertMissing,
            "rules/southport.json",
            "$.alerts",
            copy => copy.Edit("rules/southport.json", json => json["alerts"] = new JsonArray())
        ),
        (
            DirectoryRule.ClockOutsideRails,
            "rules/southport.json",
            "$.alerts[0].acknowledgeWithin",
            copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["acknowledgeWithin"] = "PT1M")
        ),
        (
            DirectoryRule.RailDatumMissing,
            "rules/southport.json",
            "$.alerts[0].needs",
            copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["needs"] = new JsonArray())
        ),
        (
            DirectoryRule.RailRecipientMissing,
            "rules/southport.json",
            "$.alerts[0].tell",
            copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["tell"] = new JsonArray("council"))
        ),
        (
            DirectoryRule.ClockOrder,
            "rules/southport.json",
            "$.alerts[0].escalateAfter",
            copy => copy.Edit("rules/southport.json", json => Item(json, "alerts", 0)["escalateAfter"] = "PT45M")
        ),
        (
            DirectoryRule.PolicySubject,
            "senders.json",
            "$.policies[0]",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["organisation"] = "X90001")
        ),
        (
            DirectoryRule.PolicyTwice,
            "senders.json",
            "$.policies[2].organisation",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 2)["organisation"] = "RX1")
        ),
        (
            DirectoryRule.DefaultPlaceTwice,
            "senders.json",
            "$.policies[0].defaultPlace",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["defaultPlace"] = "midvale")
        ),
        (
            DirectoryRule.NoOwnPlace,
            "senders.json",
            "$.policies[4].defaultToOwnPlace",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 4)["defaultToOwnPlace"] = true)
        ),
        (
            DirectoryRule.ResourceTypeShape,
            "senders.json",
            "$.policies[0].resourceTypes[0]",
            copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["resourceTypes"] = new JsonArray("*", "Patient"))
        ),
        (
            DirectoryRule.EntityNameShape,
            "messaging.json",
            "$.queues[0].name",
            copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["name"] = "Care Events")
        ),
        (
            DirectoryRule.EntityTwice,
            "messaging.json",
            "$.dischargeHubQueue.namePrefix",
            copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["name"] = "discharge-hub-midvale")
        ),
        (
            DirectoryRule.EntityLimit,
            "messaging.json",
            "$.queues[1].duplicateDetectionWindow",
            copy => copy.Edit("messaging.json", json => Item(json, "queues", 1)["duplicateDetectionWindow"] = "P8D")
        ),
    ];

    public static TheoryData<int, string> Faults
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Cases.Length; i++)
                data.Add(i, Cases[i].Rule.Code + " " + Cases[i].Path);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_by_file_path_and_rule(int index, string what)
    {
        var (rule, file, path, spoil) = Cases[index];
        using var copy = new DirectoryCopy();
        spoil(copy);

        var load = copy.Load();

        Assert.Null(load.Directory);
        Assert.True(load.Faults.Contains(new DirectoryFault(file, path, rule)), $"{what} is not among: {string.Join(" | ", load.Faults)}");
    }

    [Fact]
    public void Every_rule_has_a_test() => Assert.Empty(Rules().Except(Cases.Select(item => item.Rule)).Select(rule => rule.Code));

    [Fact]
    public void Rule_codes_are_never_shared() => Assert.Distinct(Rules().Select(rule => rule.Code));

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        using var copy = new DirectoryCopy();
        copy.Edit("organisations.json", json => Item(json, "organisations", 3)["colour"] = "red")
            .Edit("organisations.json", json => Item(json, "organisations", 4).Remove("name"))
            .Edit("places/midvale.json", json => json["system"] = "elsewhere")
            .Edit("senders.json", json => Item(json, "policies", 1)["defaultPlace"] = "elsewhere")
            .Delete("guard-rails.json");

        Assert.Equal(
            [
                new DirectoryFault("guard-rails.json", "$", DirectoryRule.FileMissing),
                new DirectoryFault("organisations.json", "$.organisations[3].colour", DirectoryRule.UnknownProperty),
                new DirectoryFault("organisations.json", "$.organisations[4].name", DirectoryRule.PropertyMissing),
                new DirectoryFault("places/midvale.json", "$.system", DirectoryRule.UnknownSystem),
                new DirectoryFault("senders.json", "$.policies[1].defaultPlace", DirectoryRule.UnknownPlace),
            ],
            copy.Load().Faults
        );
    }

    [Fact]
    public void An_empty_folder_lists_every_missing_file()
    {
        using var folder = new Testing.TempFolder();

        Assert.Equal(7, HubDirectory.Load(folder.Path).Faults.Count(fault => fault.Rule == DirectoryRule.FileMissing));
        Assert.Equal(7, HubDirectory.Load(folder.File("none")).Faults.Count(fault => fault.Rule == DirectoryRule.FileMissing));
    }

    [Fact]
    public void A_fault_never_prints_a_value_from_the_file()
    {
        using var copy = new DirectoryCopy();
        copy.Edit("organisations.json", json => Item(json, "organisations", 3)["name"] = "secret\nvalue");

        Assert.DoesNotContain("secret", string.Join("", copy.Load().Faults), StringComparison.Ordinal);
    }

    private static IEnumerable<DirectoryRule> Rules() =>
        typeof(DirectoryRule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DirectoryRule)field.GetValue(null)!);

    private static JsonObject Item(JsonObject json, string list, int index) => json[list]![index]!.AsObject();
}
