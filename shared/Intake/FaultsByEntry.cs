using System.Globalization;
using IntegrationHub.Errors;

namespace IntegrationHub.Intake;

/// <summary>Faults sorted by the entry they lie in, because a batch refuses entries where a transaction refuses all.</summary>
internal sealed class FaultsByEntry
{
    private const string EntryPath = "Bundle.entry[";

    public FaultsByEntry(IEnumerable<HubError> readErrors)
    {
        foreach (var error in readErrors)
        {
            if (EntryOf(error.Location) is { } index)
                Add(index, error);
            else
                Whole.Add(error);
        }
    }

    public List<HubError> Whole { get; } = [];

    public SortedDictionary<int, List<HubError>> ByEntry { get; } = [];

    public void Add(int entry, HubError error)
    {
        if (!ByEntry.TryGetValue(entry, out var list))
            ByEntry[entry] = list = [];
        list.Add(error);
    }

    /// <summary>Those of one entry; what is about the Bundle as a whole goes with the first.</summary>
    public IReadOnlyList<HubError> Of(int entry)
    {
        IReadOnlyList<HubError> own = ByEntry.GetValueOrDefault(entry) ?? [];
        return entry == 0 && Whole.Count > 0 ? [.. Whole, .. own] : own;
    }

    public IReadOnlyList<HubError> All() => [.. Whole, .. ByEntry.Values.SelectMany(list => list)];

    private static int? EntryOf(string? location)
    {
        if (location is null || !location.StartsWith(EntryPath, StringComparison.Ordinal))
            return null;
        var end = location.IndexOf(']', StringComparison.Ordinal);
        return int.TryParse(
            location.AsSpan(EntryPath.Length, end - EntryPath.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var index
        )
            ? index
            : null;
    }
}
