using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Referrals.Projection;

/// <summary>
/// Makes of what was said of a person's referrals the referrals, what subscribers are told, and the lists of councils and referrers: commit
/// by commit, as cases are made. In this order: events, lists, then how far it came. A crash anywhere does the same again, with the same ids.
/// </summary>
public sealed class ReferralProjector(Tables tables, HubDirectory directory, ReferralStore store, ReferralLists lists)
{
    /// <summary>How often a projection that another process overtook begins again.</summary>
    private const int MaxAttempts = 20;

    /// <param name="send">Takes an event for subscribers. A rebuild sends nothing.</param>
    internal async Task ProjectAsync(
        RecordId record,
        Func<OutboxMessage, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await ProjectOnceAsync(record, send, cancellationToken))
                return;
        }

        throw new TimeoutException("A person's referrals are projected by too many at once.");
    }

    /// <summary>
    /// Takes the referrals of a person whom only the sender could name off all lists: the person is known now, and all that was said stands
    /// in the record of the NHS number.
    /// </summary>
    internal async Task RetireAsync(RecordId sendersPerson, CancellationToken cancellationToken)
    {
        var projected = await store.ReadAsync(sendersPerson, cancellationToken);
        foreach (var referral in projected.Referrals)
        foreach (var (organisation, side) in PartiesOf(referral))
            await lists.PutAsync(organisation, side, referral.Id, int.MaxValue, referral: null, cancellationToken);
    }

    /// <returns>False when another process projected the person meanwhile.</returns>
    private async Task<bool> ProjectOnceAsync(
        RecordId record,
        Func<OutboxMessage, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        var projected = await store.ReadAsync(record, cancellationToken);
        var commits = await StayRows.ReadAsync(tables, record, after: 0, cancellationToken);
        if (projected.Through == 0 && commits.All(commit => commit.Referrals.Count == 0))
            return true;
        var referrals = projected.Referrals;
        var through = projected.Through;
        foreach (var commit in commits.Where(commit => commit.Commit > projected.Through))
        {
            var (after, news) = Step(record, referrals, commits, commit, directory);
            foreach (var told in news)
                await send(told.ToOutbox(), cancellationToken);
            (referrals, through) = (after, commit.Commit);
        }

        if (through == projected.Through)
            return true;
        var before = projected.Referrals.ToDictionary(referral => referral.Id, StringComparer.Ordinal);
        foreach (var referral in referrals)
        {
            var was = before.GetValueOrDefault(referral.Id);
            if (!referral.Equals(was))
                await ListAsync(was, referral, through, cancellationToken);
        }

        return await store.WriteAsync(projected, through, referrals, cancellationToken);
    }

    /// <summary>Pure: the referrals after one more commit, and what is told of it.</summary>
    internal static (IReadOnlyList<Referral> Referrals, IReadOnlyList<HubEvent> News) Step(
        RecordId record,
        IReadOnlyList<Referral> before,
        IReadOnlyList<StayCommit> commits,
        StayCommit commit,
        HubDirectory directory
    )
    {
        var known = before.ToDictionary(referral => referral.Id, StringComparer.Ordinal);
        var after = ReferralFold.Of(record, commits, commit.Commit, directory);
        return (
            after,
            [
                .. after.SelectMany(referral => ReferralNews.Of(record, known.GetValueOrDefault(referral.Id), referral, commit, directory)),
                .. ReferralNews.Alone(record, commit, directory),
            ]
        );
    }

    private async Task ListAsync(Referral? was, Referral now, int through, CancellationToken cancellationToken)
    {
        var parties = PartiesOf(now).ToList();
        // On before off: a referral that goes from one council to another is never on no list.
        foreach (var (organisation, side) in parties)
            await lists.PutAsync(organisation, side, now.Id, through, now, cancellationToken);
        if (was is null)
            return;
        foreach (var (organisation, side) in PartiesOf(was).Except(parties))
            await lists.PutAsync(organisation, side, now.Id, through, referral: null, cancellationToken);
    }

    private static IEnumerable<(string Organisation, ReferralSide Side)> PartiesOf(Referral referral)
    {
        if (referral.Council is { } council)
            yield return (council, ReferralSide.Council);
        if (referral.Referrer is { } referrer)
            yield return (referrer, ReferralSide.Referrer);
    }
}
