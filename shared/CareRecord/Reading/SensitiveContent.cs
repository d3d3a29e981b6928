using System.Buffers;
using System.Collections.Frozen;
using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.Directory;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// Pure: which sensitive categories an entry is in, by its sender's labels, its codes and the words it displays. Each adds categories and none
/// takes any away, so that what a sender marked stays marked.
/// </summary>
public sealed class SensitiveContent
{
    private readonly FrozenDictionary<string, SensitiveSet> labels;
    private readonly FrozenDictionary<string, FrozenDictionary<string, SensitiveSet>> codes;
    private readonly FrozenDictionary<string, SensitiveSet> words;
    private readonly SearchValues<string> anyWord;

    public SensitiveContent(IReadOnlyList<SensitiveCategory> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (categories.Count > SensitiveSet.MostCategories)
            throw new InvalidOperationException($"There are more than {SensitiveSet.MostCategories} sensitive categories.");
        var numbered = categories.Select((category, number) => (category, Set: SensitiveSet.Of(number))).ToList();
        labels = Join(numbered.SelectMany(each => each.category.Labels.Select(label => (label, each.Set))), StringComparer.Ordinal);
        words = Join(numbered.SelectMany(each => each.category.Words.Select(word => (word, each.Set))), StringComparer.OrdinalIgnoreCase);
        // By code first: most entries have none that is in any list.
        codes = numbered
            .SelectMany(each => each.category.Codes.SelectMany(list => list.Value.Select(code => (list.Key, code, each.Set))))
            .GroupBy(each => each.code, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => Join(group.Select(each => (each.Key, each.Set)), StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        anyWord = SearchValues.Create([.. words.Keys], StringComparison.OrdinalIgnoreCase);
    }

    public SensitiveSet Of(EntryVersion entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var found = default(SensitiveSet);
        foreach (var label in entry.Content?.Labels ?? entry.Labels)
            found |= labels.GetValueOrDefault(label);
        return entry.Content is { } content ? found | Of(content) : found;
    }

    // What stands under a further heading is in the same original: it is withheld with it.
    private SensitiveSet Of(EntryContent content)
    {
        var found = default(SensitiveSet);
        foreach (var part in content.Parts)
            found |= Of(part);
        foreach (var coding in content.Codings)
        {
            found |= Of(coding);
            found |= InText(coding.Display);
        }

        return found | InText(content.Display) | InText(content.Value);
    }

    private SensitiveSet Of(EntryCoding coding)
    {
        if (coding.Code is not { } code || !codes.TryGetValue(code, out var bySystem))
            return default;
        // A code whose system the sender left out is taken for what it may be.
        if (string.IsNullOrEmpty(coding.System))
            return bySystem.Values.Aggregate(default(SensitiveSet), (all, each) => all | each);
        return bySystem.GetValueOrDefault(FactCodes.SystemOf(coding.System));
    }

    private SensitiveSet InText(string? text)
    {
        var found = default(SensitiveSet);
        if (text is null || text.AsSpan().IndexOfAny(anyWord) is var first && first < 0)
            return found;
        foreach (var (word, set) in words)
        {
            for (var at = first; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            {
                if (IsEdge(text, at - 1) && IsEdge(text, at + word.Length))
                {
                    found |= set;
                    break;
                }
            }
        }

        return found;
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);

    private static FrozenDictionary<string, SensitiveSet> Join(
        IEnumerable<(string Key, SensitiveSet Set)> pairs,
        StringComparer comparer
    ) =>
        pairs
            .GroupBy(pair => pair.Key, comparer)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.Aggregate(default(SensitiveSet), (all, pair) => all | pair.Set),
                comparer
            );
}

/// <summary>Sensitive categories by their place in the directory's list.</summary>
public readonly record struct SensitiveSet(ulong Bits)
{
    public const int MostCategories = 64;

    public bool IsEmpty => Bits == 0;

    public static SensitiveSet Of(int number) => new(1UL << number);

    /// <summary>What of this is not in the other.</summary>
    public SensitiveSet Without(SensitiveSet other) => new(Bits & ~other.Bits);

    public static SensitiveSet operator |(SensitiveSet left, SensitiveSet right) => new(left.Bits | right.Bits);

    public static SensitiveSet BitwiseOr(SensitiveSet left, SensitiveSet right) => left | right;
}
