using IntegrationHub.Errors;

namespace IntegrationHub.Intake;

/// <summary>What became of each entry, by its place in the message: in the record, or refused (a batch only).</summary>
internal sealed class BatchResults
{
    private readonly SortedDictionary<int, List<HubError>> refused = [];
    private readonly SortedDictionary<int, AnswerEntry> accepted = [];

    internal BatchResults(IReadOnlyDictionary<int, IReadOnlyList<HubError>> refusedAtOnce) =>
        Refuse(refusedAtOnce.SelectMany(pair => pair.Value.Select(error => (pair.Key, error))));

    internal IReadOnlyDictionary<int, AnswerEntry> Accepted => accepted;

    internal void Add(IEnumerable<AnswerEntry> entries)
    {
        foreach (var entry in entries)
            accepted[entry.Index] = entry;
    }

    internal void Refuse(IEnumerable<(int Entry, HubError Error)> errors)
    {
        foreach (var (entry, error) in errors)
        {
            if (!refused.TryGetValue(entry, out var list))
                refused[entry] = list = [];
            list.Add(error);
        }
    }

    internal IReadOnlyList<(int Entry, HubError Error)> Refused =>
        [.. refused.SelectMany(pair => pair.Value.Select(error => (pair.Key, error)))];

    internal IReadOnlyList<HubError>? ErrorsOf(int entry) => refused.GetValueOrDefault(entry);
}
