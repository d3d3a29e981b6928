using System.Runtime.CompilerServices;
using IntegrationHub.Intake;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>
/// Every snapshot there is, in the order in which the messages came in. They lie by sender and day; one day of all senders is held in
/// memory at once (some 200 bytes a message).
/// </summary>
internal sealed class SnapshotCalendar(Snapshots snapshots)
{
    private const int DayDepth = 4;

    private IReadOnlyList<(string Day, string Prefix)>? folders;

    /// <summary>The UTC days that have any, in order, from a day on.</summary>
    internal async Task<IReadOnlyList<string>> DaysAsync(string? from, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        await foreach (var folder in FoldersAsync("", 1, cancellationToken))
            found.Add((DayOf(folder), folder));
        folders = found;
        return
        [
            .. folders
                .Select(folder => folder.Day)
                .Where(day => from is null || string.CompareOrdinal(day, from) >= 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    internal async Task<long> CountAsync(string day, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var (_, prefix) in folders!.Where(folder => folder.Day == day))
            count += await snapshots.CountAsync(prefix, cancellationToken);
        return count;
    }

    /// <summary>A day's snapshots of all senders, in the order of receipt.</summary>
    /// <param name="before">Younger ones are left out: somebody may be working on them.</param>
    internal async Task<IReadOnlyList<ListedSnapshot>> OfDayAsync(string day, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = new List<ListedSnapshot>();
        foreach (var (_, prefix) in folders!.Where(folder => folder.Day == day))
        {
            await foreach (var snapshot in snapshots.ListAsync(prefix, cancellationToken))
            {
                if (snapshot.StoredAt <= before)
                    found.Add(snapshot);
            }
        }

        return [.. found.OrderBy(ReceiptOf).ThenBy(snapshot => snapshot.Name, StringComparer.Ordinal)];
    }

    /// <summary>A snapshot whose facts are broken stands at its storage's own time; working it in will say what is wrong with it.</summary>
    private static DateTimeOffset ReceiptOf(ListedSnapshot snapshot)
    {
        try
        {
            return Snapshots.ReceivedAtOf(snapshot.Facts);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or FormatException)
        {
            return snapshot.StoredAt;
        }
    }

    /// <summary>From <c>{sender}/{yyyy}/{MM}/{dd}/</c> to <c>yyyy/MM/dd</c>.</summary>
    private static string DayOf(string folder) => folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..^1];

    private async IAsyncEnumerable<string> FoldersAsync(
        string prefix,
        int depth,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var folder in snapshots.FoldersAsync(prefix, cancellationToken))
        {
            if (depth == DayDepth)
            {
                yield return folder;
                continue;
            }

            await foreach (var below in FoldersAsync(folder, depth + 1, cancellationToken))
                yield return below;
        }
    }
}
