using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord;

/// <summary>
/// How a record hangs together with others of the same person. Nothing is moved when records are joined: each keeps its partition,
/// and the admitting one says who belongs to it, so that one commit joins and one commit separates.
/// </summary>
/// <param name="Members">Records that this one admits.</param>
/// <param name="PointsTo">Records that may admit this one. Never shortened: what was joined once is found for a past moment too.</param>
/// <param name="NumberInvalid">Its NHS number was invalidated.</param>
public sealed record PersonTies(IReadOnlyList<RecordId> Members, IReadOnlyList<RecordId> PointsTo, bool NumberInvalid)
{
    /// <summary>More records of one person than any chain of replaced numbers makes; it bounds what a read may have to fetch.</summary>
    public const int Most = 20;

    public static PersonTies None { get; } = new([], [], false);

    public PersonTies With(IEnumerable<IdentityChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Aggregate(
            this,
            (ties, change) =>
                change switch
                {
                    IdentityChange.Admits admits => ties with { Members = Added(ties.Members, admits.Other) },
                    IdentityChange.Releases releases => ties with { Members = [.. ties.Members.Where(member => member != releases.Other)] },
                    IdentityChange.PointsTo points => ties with { PointsTo = Added(ties.PointsTo, points.Other) },
                    IdentityChange.NumberInvalidated => ties with { NumberInvalid = true },
                    IdentityChange.NumberRestored => ties with { NumberInvalid = false },
                    _ => throw new InvalidOperationException("An identity change of no known kind."),
                }
        );
    }

    /// <summary>As the record's commits up to a moment leave them.</summary>
    public static PersonTies AsAt(IEnumerable<Commit> commits, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(commits);
        return None.With(
            commits
                .Where(commit => commit.Changes.Count > 0 && commit.KnownAt <= moment)
                .OrderBy(commit => commit.Number)
                .SelectMany(commit => commit.Changes)
        );
    }

    /// <summary>
    /// The records of one person, the one that admits the others first. Ends whatever is stored, a circle too: no record is asked twice.
    /// </summary>
    /// <param name="load">A record with its ties, or null where there is none.</param>
    internal static async Task<IReadOnlyList<T>> FollowAsync<T>(RecordId record, Func<RecordId, Task<(T Record, PersonTies Ties)?>> load)
    {
        var loaded = new Dictionary<RecordId, (T Record, PersonTies Ties)?>();
        var (top, seen) = (record, new HashSet<RecordId> { record });
        while (await AdmittingAsync(top) is { } above && seen.Add(above))
            top = above;

        var (found, next, asked) = (new List<T>(), new Queue<RecordId>([top]), new HashSet<RecordId> { top });
        while (next.TryDequeue(out var id))
        {
            if (await LoadAsync(id) is not { } one)
                continue;
            found.Add(one.Record);
            foreach (var member in one.Ties.Members.Where(asked.Add))
                next.Enqueue(member);
        }

        return found;

        async Task<RecordId?> AdmittingAsync(RecordId id)
        {
            foreach (var other in (await LoadAsync(id))?.Ties.PointsTo ?? [])
            {
                if ((await LoadAsync(other))?.Ties.Members.Contains(id) is true)
                    return other;
            }

            return null;
        }

        async Task<(T Record, PersonTies Ties)?> LoadAsync(RecordId id)
        {
            if (!loaded.TryGetValue(id, out var known))
                loaded[id] = known = await load(id);
            return known;
        }
    }

    private static IReadOnlyList<RecordId> Added(IReadOnlyList<RecordId> list, RecordId value) =>
        list.Contains(value) ? list : [.. list, value];
}
