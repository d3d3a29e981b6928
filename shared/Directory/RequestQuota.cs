namespace IntegrationHub.Directory;

/// <summary>How many requests an organisation may make, of each use apart and in each process of the hub.</summary>
/// <param name="PerSecond">For as long as it likes; 1 to <see cref="Most"/>.</param>
/// <param name="AtOnce">After a rest; from <paramref name="PerSecond"/> to <see cref="Most"/>.</param>
public sealed record RequestQuota(int PerSecond, int AtOnce)
{
    public const int Most = 1_000_000;

    /// <summary>
    /// Where the directory says nothing. More than any organisation needs, a hundred times over, and more than one hub on two cores takes
    /// of bundles: it stops what runs wild and hinders nobody who works.
    /// </summary>
    public static RequestQuota Default { get; } = new(1_000, 20_000);
}
