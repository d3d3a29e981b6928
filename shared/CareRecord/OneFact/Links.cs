namespace IntegrationHub.CareRecord.OneFact;

/// <summary>Which of n things hang together (disjoint sets, with path halving).</summary>
internal sealed class Links(int count)
{
    private readonly int[] parents = [.. Enumerable.Range(0, count)];

    public void Join(int left, int right)
    {
        var (one, two) = (Root(left), Root(right));
        // The smaller index is the root, so that the sets do not depend on the order in which the pairs were joined.
        if (one != two)
            parents[Math.Max(one, two)] = Math.Min(one, two);
    }

    /// <summary>The sets of at least two, by their first member.</summary>
    public IReadOnlyList<List<int>> Groups()
    {
        var groups = new Dictionary<int, List<int>>();
        for (var i = 0; i < parents.Length; i++)
        {
            var root = Root(i);
            if (root == i)
                continue;
            if (!groups.TryGetValue(root, out var group))
                groups.Add(root, group = [root]);
            group.Add(i);
        }

        return [.. groups.Values];
    }

    private int Root(int member)
    {
        while (parents[member] != member)
            member = parents[member] = parents[parents[member]];
        return member;
    }
}
