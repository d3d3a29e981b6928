using System.Runtime.InteropServices;
using IntegrationHub.CareRecord.OneFact;

namespace IntegrationHub.CareRecord;

/// <summary>One line of a record as it is shown: the newest version of a resource, and the commit that brought it.</summary>
public sealed record ShownEntry(EntryVersion Entry, Commit Commit, int Versions)
{
    /// <summary>Other sources' entries of the same fact: see <see cref="SameFacts"/>. They stand nowhere else.</summary>
    public IReadOnlyList<AlsoTold> AlsoFrom { get; init; } = [];
}

/// <summary>Pure: which versions are the present ones, now or at a past moment.</summary>
public static class RecordView
{
    /// <param name="asAt">The record as the hub knew it then; null for now.</param>
    /// <param name="last">The last commit that is seen, by its arrival.</param>
    /// <returns>
    /// One a resource that is not deleted, and one for each further heading that it fills (<see cref="EntryContent.Parts"/>: the same key),
    /// in the order of the sections, newest date first within each, then by their words.
    /// </returns>
    public static IReadOnlyList<ShownEntry> Build(RecordContent content, DateTimeOffset? asAt, int last = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Build(
            content.Versions.Where(version =>
                version.Commit.Arrival <= last && (asAt is not { } moment || version.Commit.KnownAt <= moment)
            )
        );
    }

    /// <summary>The same of some of a record's versions.</summary>
    public static IReadOnlyList<ShownEntry> Build(IEnumerable<(EntryVersion Entry, Commit Commit)> versions)
    {
        var shown = PresentOfEach(versions);
        RecordReferences.Complete(shown);
        return InOrder(shown);
    }

    /// <summary>The present version of each resource that is not deleted. Nearly all have one version only.</summary>
    private static List<ShownEntry> PresentOfEach(IEnumerable<(EntryVersion Entry, Commit Commit)> versions)
    {
        var first = new List<(EntryVersion Entry, Commit Commit)>();
        var places = new Dictionary<ResourceKey, int>();
        Dictionary<int, List<(EntryVersion Entry, Commit Commit)>>? several = null;
        foreach (var version in versions)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, version.Entry.Key, out var known);
            if (!known)
            {
                place = first.Count;
                first.Add(version);
            }
            else
            {
                several ??= [];
                (CollectionsMarshal.GetValueRefOrAddDefault(several, place, out _) ??= [first[place]]).Add(version);
            }
        }

        var shown = new List<ShownEntry>(first.Count);
        for (var i = 0; i < first.Count; i++)
        {
            var present = several?.GetValueOrDefault(i) is { } all ? Present(all) : new ShownEntry(first[i].Entry, first[i].Commit, 1);
            if (present is { Entry.Deleted: false })
                shown.Add(present);
        }

        return shown;
    }

    private static ShownEntry[] InOrder(List<ShownEntry> shown)
    {
        var all = new List<ShownEntry>(shown.Count);
        foreach (var entry in shown)
            if (entry.Entry.Content is { Parts.Count: > 0 })
                all.AddRange(WithParts(entry));
            else
                all.Add(entry);
        var keys = new PlaceInList[all.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var entry = all[i].Entry;
            keys[i] = new(SectionOf(entry).Place, DateOrder.Of(entry.Content?.Date), entry.Content?.Display ?? "", entry.Key.Value, i);
        }

        var ordered = all.ToArray();
        Array.Sort(keys, ordered);
        return ordered;
    }

    /// <summary>By section, the newest date first, what has none last; of one date by their words, so that what is alike stands together.</summary>
    /// <param name="Number">In which order parts of one resource under one heading came.</param>
    private readonly record struct PlaceInList(int Section, DateOrder Date, string Display, string Key, int Number)
        : IComparable<PlaceInList>
    {
        public int CompareTo(PlaceInList other)
        {
            if (Section != other.Section)
                return Section - other.Section;
            var order = other.Date.CompareTo(Date);
            if (order != 0)
                return order;
            order = string.Compare(Display, other.Display, StringComparison.OrdinalIgnoreCase);
            if (order != 0)
                return order;
            order = string.CompareOrdinal(Key, other.Key);
            return order != 0 ? order : Number - other.Number;
        }
    }

    /// <summary>
    /// The present version of one resource: the newest by the source's own order, not by arrival. A deletion has no version of its
    /// source, so it holds against every version that came before it.
    /// </summary>
    public static ShownEntry? Present(IReadOnlyList<(EntryVersion Entry, Commit Commit)> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var newest = versions.Where(version => !version.Entry.Deleted).Order(NewestFirst).FirstOrDefault();
        foreach (var version in versions)
        {
            if (version.Entry.Deleted && (newest.Entry is null || version.Commit.Arrival > newest.Commit.Arrival))
                newest = version;
        }

        return newest.Entry is null
            ? null
            : new ShownEntry(newest.Entry, newest.Commit, versions.Select(version => version.Entry.Order).Distinct().Count());
    }

    /// <summary>The entry, and what it says under other headings, under the same id.</summary>
    public static IReadOnlyList<ShownEntry> WithParts(ShownEntry shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (shown.Entry.Content is not { Parts: { Count: > 0 } parts } content)
            return [shown];
        return
        [
            shown,
            .. parts.Select(part =>
                shown with
                {
                    Entry = shown.Entry with { Content = part with { Labels = content.Labels, By = content.By } },
                }
            ),
        ];
    }

    /// <summary>One a resource, and only those whose every heading is among what the reader sees: an original tells all of them.</summary>
    /// <param name="all">The record.</param>
    /// <param name="seen">What the reader sees of it.</param>
    public static IEnumerable<ShownEntry> Originals(IReadOnlyList<ShownEntry> all, IReadOnlyList<ShownEntry> seen)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(seen);
        var headings = all.CountBy(shown => shown.Entry.Key).ToDictionary();
        var open = seen.CountBy(shown => shown.Entry.Key).ToDictionary();
        return seen.Where(shown => open[shown.Entry.Key] == headings[shown.Entry.Key]).DistinctBy(shown => shown.Entry.Key);
    }

    public static Comparer<(EntryVersion Entry, Commit Commit)> NewestFirst { get; } =
        Comparer<(EntryVersion Entry, Commit Commit)>.Create(CompareNewestFirst);

    /// <summary>By the source's own order; where two messages tell of the same version, the later message is the present one.</summary>
    private static int CompareNewestFirst((EntryVersion Entry, Commit Commit) left, (EntryVersion Entry, Commit Commit) right)
    {
        var order = right.Entry.Order.CompareTo(left.Entry.Order);
        return order != 0 ? order : right.Commit.Arrival.CompareTo(left.Commit.Arrival);
    }

    public static Section SectionOf(EntryVersion entry) => entry.Content?.Section ?? Section.Unmapped;
}
