using IntegrationHub.CareRecord;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;

namespace IntegrationHub.Tests.Referrals;

internal static class StoredReferrals
{
    /// <summary>One referral as it is projected; null where none is by that id.</summary>
    internal static async Task<Referral?> FindAsync(this ReferralStore store, string referralId, CancellationToken cancellationToken)
    {
        Assert.True(HubResourceId.TryParse(referralId, out var id), referralId);
        return (await store.ReadAsync(id.Record, cancellationToken)).Referrals.FirstOrDefault(referral => referral.Id == referralId);
    }
}
