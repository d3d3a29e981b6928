using System.Collections.Frozen;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;

namespace IntegrationHub.Directory.Files;

/// <summary>
/// What each role sees: the system's table with its guard rails (mustSee, maySee), what places change within them, and the sensitive categories.
/// </summary>
internal sealed class ReadingStep
{
    private static readonly FrozenSet<string> EverySection = Section
        .All.Select(section => section.Code)
        .ToFrozenSet(StringComparer.Ordinal);

    private readonly ICollection<DirectoryFault> faults;
    private readonly Dictionary<Role, Row> rows = [];
    private readonly bool complete;

    public ReadingStep(DirectoryFiles files, ICollection<DirectoryFault> faults)
    {
        this.faults = faults;
        var categories = new SensitiveStep(files.Sensitive, faults).Categories;
        complete = files.Reading.Content is not null;
        var check = new FaultList(files.Reading.File, faults);
        for (var i = 0; i < (files.Reading.Content?.Roles.Length ?? 0); i++)
            ReadRole(files.Reading.Content!.Roles[i], categories, check, FaultList.At("roles", i));
        Rules = new(
            rows.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Reading),
            files
                .Rules.Where(file => file.Content is not null)
                .DistinctBy(file => file.Content!.Place, StringComparer.Ordinal)
                .ToFrozenDictionary(file => file.Content!.Place, ReadPlace, StringComparer.Ordinal),
            [.. categories.Rows.Values],
            ReadLaws(files.Reading.Content?.SharedDespiteObjection ?? [], check)
        );
    }

    public ReadingRules Rules { get; }

    private void ReadRole(RoleReadingItem item, References<SensitiveCategory> categories, FaultList check, string path)
    {
        var sees = Sections(item.Sees, check, path + ".sees");
        var must = Sections(item.MustSee, check, path + ".mustSee");
        var may = Sections(item.MaySee, check, path + ".maySee");
        check.Require(sees.IsSubsetOf(may), path + ".sees", DirectoryRule.SectionOutsideRails);
        check.Require(must.IsSubsetOf(sees), path + ".sees", DirectoryRule.RailSectionMissing);
        var sensitive = item.SeesSensitive ?? [];
        for (var i = 0; i < sensitive.Length; i++)
        {
            var at = $"{path}.seesSensitive[{i}]";
            check.Require(Array.IndexOf(sensitive, sensitive[i]) == i, at, DirectoryRule.ItemTwice);
            categories.Find(sensitive[i], check, at, DirectoryRule.UnknownCategory, out _);
        }

        if (!check.Require(Access.Roles.TryParse(item.Role, out var role), path + ".role", DirectoryRule.NotInClosedSet))
            return;
        var reading = new RoleReading(
            sees.ToFrozenSet(StringComparer.Ordinal),
            sensitive.ToFrozenSet(StringComparer.Ordinal),
            item.SeesOwnSensitive,
            item.BreakGlass
        );
        check.Require(rows.TryAdd(role, new(reading, must, may)), path + ".role", DirectoryRule.RoleTwice);
    }

    /// <summary>A place takes away and adds within the guard rails of the role's row.</summary>
    private FrozenDictionary<Role, FrozenSet<string>> ReadPlace(Read<RulesFile> file)
    {
        var check = new FaultList(file.File, faults);
        var local = new Dictionary<Role, FrozenSet<string>>();
        var items = file.Content!.Reading ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            var (item, path) = (items[i], FaultList.At("reading", i));
            var adds = Sections(item.Adds ?? [], check, path + ".adds");
            var removes = Sections(item.Removes ?? [], check, path + ".removes");
            check.Require(!adds.Overlaps(removes), path + ".removes", DirectoryRule.SectionAddedAndRemoved);
            if (!check.Require(Access.Roles.TryParse(item.Role, out var role), path + ".role", DirectoryRule.NotInClosedSet))
                continue;
            if (!rows.TryGetValue(role, out var row))
            {
                check.Require(!complete, path + ".role", DirectoryRule.RoleWithoutRow);
                continue;
            }

            check.Require(adds.IsSubsetOf(row.May), path + ".adds", DirectoryRule.SectionOutsideRails);
            check.Require(!removes.Overlaps(row.Must), path + ".removes", DirectoryRule.RailSectionMissing);
            var sections = row.Reading.Sections.Union(adds).Except(removes).ToFrozenSet(StringComparer.Ordinal);
            check.Require(local.TryAdd(role, sections), path + ".role", DirectoryRule.RoleTwice);
        }

        return local.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, string> ReadLaws(LawItem[] items, FaultList check)
    {
        var laws = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            var path = FaultList.At("sharedDespiteObjection", i);
            check.Require(EverySection.Contains(items[i].Section), path + ".section", DirectoryRule.NotInClosedSet);
            check.Text(items[i].Law, path + ".law");
            check.Require(laws.TryAdd(items[i].Section, items[i].Law), path + ".section", DirectoryRule.ItemTwice);
        }

        return laws.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static HashSet<string> Sections(string[] codes, FaultList check, string path)
    {
        if (codes is ["*"])
            return [.. EverySection];
        for (var i = 0; i < codes.Length; i++)
        {
            check.Require(EverySection.Contains(codes[i]), $"{path}[{i}]", DirectoryRule.NotInClosedSet);
            check.Require(Array.IndexOf(codes, codes[i]) == i, $"{path}[{i}]", DirectoryRule.ItemTwice);
        }

        return new(codes, StringComparer.Ordinal);
    }

    private sealed record Row(RoleReading Reading, HashSet<string> Must, HashSet<string> May);
}
