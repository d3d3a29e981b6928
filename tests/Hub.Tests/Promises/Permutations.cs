namespace IntegrationHub.Tests.Promises;

internal static class Permutations
{
    /// <summary>Every order of the numbers from 0 to <paramref name="count"/> - 1.</summary>
    internal static IEnumerable<int[]> Of(int count) =>
        count == 0
            ?
            [
                [],
            ]
            : Of(count - 1)
                .SelectMany(shorter => Enumerable.Range(0, count).Select(at => (int[])[.. shorter[..at], count - 1, .. shorter[at..]]));
}
