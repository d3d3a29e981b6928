using System.Collections.Concurrent;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Access;

/// <summary>
/// Counts requests, each organisation for itself and its people apart from its systems: a system that runs wild takes nothing from other
/// organisations, and nothing from the people of its own. Counted in this process alone and kept nowhere: a quota is no promise but a bound,
/// which with several processes is as many times as high, and which must cost no call of the storage.
/// </summary>
public sealed class RequestQuotas(HubDirectory directory, TimeProvider time)
{
    private readonly ConcurrentDictionary<(OdsCode? Organisation, QuotaUse Use, bool IsSystem), TokenBucket> buckets = new();

    /// <returns>Null where the request is within the quota; else how long until one is.</returns>
    public TimeSpan? Take(Caller caller, QuotaUse use)
    {
        ArgumentNullException.ThrowIfNull(caller);
        // What the directory does not know is counted together, so that tokens of made-up organisations cannot fill the memory.
        OdsCode? organisation = directory.Find(caller.Organisation) is null ? null : caller.Organisation;
        var isSystem = caller.Role is Role.GpSystem or Role.TrustSystem or Role.CouncilSystem;
        return buckets
            .GetOrAdd(
                (organisation, use, isSystem),
                static (_, with) => new TokenBucket(with.Quota, with.Time),
                (Quota: directory.PolicyOf(caller.Organisation).Quota, Time: time)
            )
            .Take();
    }
}
