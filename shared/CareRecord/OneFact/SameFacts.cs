using System.Runtime.InteropServices;

namespace IntegrationHub.CareRecord.OneFact;

/// <summary>
/// Pure: shows what several sources told of the same fact once, with all of them under it. It comes after what a reader may see was
/// decided, so that what is withheld leaves no trace here. Nothing is lost: each entry stands in the list or under another's
/// <see cref="ShownEntry.AlsoFrom"/>. Unsure means apart: <see cref="FactRule"/> says when two agree, and a group is joined only when
/// each agrees with each and no source is in it twice, so that the order of arrival cannot matter.
/// </summary>
public static class SameFacts
{
    /// <summary>A code that is told more often than this, on the same day where the rule asks for one, is no fact to be told twice: all stand alone.</summary>
    internal const int MostAlike = 64;

    /// <param name="entries">The present entries that the reader may see.</param>
    /// <returns>In the same order, without those that stand under another. Time grows with their number, not with its square.</returns>
    public static IReadOnlyList<ShownEntry> Join(IReadOnlyList<ShownEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (!HasTwoSources(entries))
            return entries;
        var facts = new Fact?[entries.Count];
        for (var i = 0; i < facts.Length; i++)
            facts[i] = Fact.Of(entries[i]);
        var joined = new ShownEntry?[entries.Count];
        var isUnder = new bool[entries.Count];
        foreach (var group in Groups(facts))
            if (IsSure(group, facts))
                Put(group, facts, joined, isUnder);

        var list = new List<ShownEntry>(entries.Count);
        for (var i = 0; i < facts.Length; i++)
            if (!isUnder[i])
                list.Add(joined[i] ?? entries[i]);
        return list;
    }

    private static bool HasTwoSources(IReadOnlyList<ShownEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
            if (entries[i].Commit.Provenance.Sender != entries[0].Commit.Provenance.Sender)
                return true;
        return false;
    }

    /// <summary>The entries that hang together by pairs that agree, each at least two.</summary>
    private static IEnumerable<List<int>> Groups(Fact?[] facts)
    {
        var links = new Links(facts.Length);
        foreach (var alike in Alike(facts))
            if (alike.Count <= MostAlike)
                for (var i = 0; i < alike.Count; i++)
                for (var j = i + 1; j < alike.Count; j++)
                    if (facts[alike[i]]!.Agrees(facts[alike[j]]!))
                        links.Join(alike[i], alike[j]);
        return links.Groups();
    }

    /// <summary>The entries that have a key in common, two at least; in most records few do.</summary>
    private static Dictionary<FactKey, List<int>>.ValueCollection Alike(Fact?[] facts)
    {
        var first = new Dictionary<FactKey, int>(facts.Length);
        var several = new Dictionary<FactKey, List<int>>();
        for (var i = 0; i < facts.Length; i++)
            if (facts[i] is { } fact)
                foreach (var key in fact.Keys)
                {
                    ref var one = ref CollectionsMarshal.GetValueRefOrAddDefault(first, key, out var known);
                    if (known)
                        (CollectionsMarshal.GetValueRefOrAddDefault(several, key, out _) ??= [one]).Add(i);
                    else
                        one = i;
                }

        return several.Values;
    }

    private static bool IsSure(List<int> group, Fact?[] facts)
    {
        var sources = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in group)
            if (!sources.Add(facts[member]!.Source))
                return false;
        for (var i = 0; i < group.Count; i++)
        for (var j = i + 1; j < group.Count; j++)
            if (!facts[group[i]]!.SharesKey(facts[group[j]]!) || !facts[group[i]]!.Agrees(facts[group[j]]!))
                return false;
        return true;
    }

    private static void Put(List<int> group, Fact?[] facts, ShownEntry?[] joined, bool[] isUnder)
    {
        group.Sort((left, right) => Fact.CompareForFirst(facts[left]!, facts[right]!));
        var first = facts[group[0]]!;
        var others = group.Skip(1).Select(member => facts[member]!).ToList();
        others.Sort(Fact.CompareForList);
        joined[group[0]] = first.Shown with
        {
            AlsoFrom = [.. others.Select(other => new AlsoTold(other.Shown, Difference.Between(first.Content, other.Content)))],
        };
        foreach (var member in group.Skip(1))
            isUnder[member] = true;
    }
}
