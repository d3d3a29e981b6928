using System.Reflection;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

public sealed class DirectoryFaultTests
{
    private static readonly DirectoryFaultCase[] Cases = DirectoryFaultCases.All;

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
        copy.Edit("organisations.json", json => DirectoryFaultCases.Item(json, "organisations", 3)["colour"] = "red")
            .Edit("organisations.json", json => DirectoryFaultCases.Item(json, "organisations", 4).Remove("name"))
            .Edit("places/midvale.json", json => json["system"] = "elsewhere")
            .Edit("senders.json", json => DirectoryFaultCases.Item(json, "policies", 1)["defaultPlace"] = "elsewhere")
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

        Assert.Equal(11, HubDirectory.Load(folder.Path).Faults.Count(fault => fault.Rule == DirectoryRule.FileMissing));
        Assert.Equal(11, HubDirectory.Load(folder.File("none")).Faults.Count(fault => fault.Rule == DirectoryRule.FileMissing));
    }

    [Fact]
    public void A_fault_never_prints_a_value_from_the_file()
    {
        using var copy = new DirectoryCopy();
        copy.Edit("organisations.json", json => DirectoryFaultCases.Item(json, "organisations", 3)["name"] = "secret\nvalue");

        Assert.DoesNotContain("secret", string.Join("", copy.Load().Faults), StringComparison.Ordinal);
    }

    private static IEnumerable<DirectoryRule> Rules() =>
        typeof(DirectoryRule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DirectoryRule)field.GetValue(null)!);
}
