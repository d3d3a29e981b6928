namespace IntegrationHub.Directory.Files;

/// <summary>The shortest and the longest that a clock may be.</summary>
internal sealed class ClockRail
{
    private readonly TimeSpan shortest;
    private readonly TimeSpan longest;
    private readonly bool known;

    public ClockRail(RailClockItem item, FaultList check, string path)
    {
        // Both are read before they are compared, so that both can be faulted.
        known =
            check.Duration(item.Shortest, path + ".shortest", out shortest) & check.Duration(item.Longest, path + ".longest", out longest);
        if (known)
            known = check.Require(shortest <= longest, path, DirectoryRule.ClockOrder);
    }

    public bool Holds(TimeSpan clock) => !known || clock >= shortest && clock <= longest;
}
