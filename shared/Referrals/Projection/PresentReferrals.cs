using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Referrals.Projection;

/// <summary>
/// A person's referrals as all that is committed makes them, projected yet or not. Subscribers are told of a step before it is projected, so
/// that no crash leaves it untold, and whoever is told looks at once: what they find must not be older than what they were told.
/// </summary>
public sealed class PresentReferrals(Tables tables, ReferralStore store, HubDirectory directory)
{
    /// <summary>Null where nothing was ever said of a referral by that id.</summary>
    public async Task<Referral?> FindAsync(string referralId, CancellationToken cancellationToken) =>
        HubResourceId.TryParse(referralId, out var id)
            ? (await ReadAsync(id.Record, cancellationToken)).FirstOrDefault(referral =>
                string.Equals(referral.Id, referralId, StringComparison.Ordinal)
            )
            : null;

    public async Task<IReadOnlyList<Referral>> ReadAsync(RecordId record, CancellationToken cancellationToken)
    {
        // How far it is projected first: what is committed after that reading is found by the next.
        var projected = await store.ReadAsync(record, cancellationToken);
        var later = await StayRows.ReadAsync(tables, record, projected.Through, cancellationToken);
        if (later.Count == 0)
            return projected.Referrals;
        var commits = projected.Through == 0 ? later : await StayRows.ReadAsync(tables, record, after: 0, cancellationToken);
        return ReferralFold.Of(record, commits, int.MaxValue, directory);
    }
}
