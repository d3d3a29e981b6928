using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Referrals.Closing;

namespace IntegrationHub.Referrals.Work;

/// <summary>The hub's own Task of a referral as it stands.</summary>
/// <param name="Version">How many steps it has.</param>
public sealed record ReferralTaskReading(ReadOnlyMemory<byte> Body, int Version);

/// <summary>Reads of the hub's own Tasks of referrals, by whoever may see the referral.</summary>
public sealed class ReferralTaskReads(ReferralTasks tasks, ReferralReads referrals)
{
    /// <summary>Null for what is no Task of the hub's own, and for one of a referral that is as if not there. A read leaves its audit row.</summary>
    public async Task<ReferralTaskReading?> ReadAsync(Reader who, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (
            await tasks.FindAsync(id, cancellationToken) is not { } referralId
            || await referrals.ReadAsync(who.Caller, referralId, cancellationToken) is not { } reading
        )
            return null;
        await referrals.NoteAsync(
            who.Caller,
            who.CorrelationId,
            "read-resource",
            reading.Head.Record,
            $"type=Task referral={referralId}",
            cancellationToken
        );
        return new ReferralTaskReading(tasks.Write(reading.Referral), reading.Referral.Steps.Length);
    }
}
