using IntegrationHub.Directory;

namespace IntegrationHub.Access;

/// <summary>
/// A quota in use. Full at first; each request takes one token, and tokens come back evenly. <c>System.Threading.RateLimiting</c> has such a
/// bucket too, which goes by the machine's own clock and takes no other.
/// </summary>
internal sealed class TokenBucket(RequestQuota quota, TimeProvider time)
{
    private readonly Lock gate = new();
    private double tokens = quota.AtOnce;
    private long asOf = time.GetTimestamp();

    /// <returns>Null where a token was taken; else how long until there is one.</returns>
    internal TimeSpan? Take()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(quota.AtOnce, tokens + time.GetElapsedTime(asOf, now).TotalSeconds * quota.PerSecond);
            asOf = now;
            if (tokens < 1)
                return TimeSpan.FromSeconds((1 - tokens) / quota.PerSecond);
            tokens--;
            return null;
        }
    }
}
