using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals.Projection;

namespace IntegrationHub.Referrals.Work;

/// <summary>A referral and whom it is about. Personal: it prints as its state only.</summary>
/// <param name="IsParty">Whether the caller's organisation sent it or has it, rather than serves the person otherwise.</param>
public sealed record ReferralReading(Referral Referral, RecordHead Head, bool IsParty)
{
    public override string ToString() => $"ReferralReading {{ {Referral} }}";
}

/// <summary>
/// Where every read of a referral goes through: whether this caller comes in, and the audit row before anything is given out. A referral that
/// a caller may not see and one that is not there are alike.
/// </summary>
public sealed class ReferralReads(PresentReferrals present, RecordReader records, AccessPolicy policy, AuditTrail audit)
{
    /// <summary>Null where the referral is as if not there for this caller. Whoever has no part in it does not see past an objection to sharing.</summary>
    public async Task<ReferralReading?> ReadAsync(Caller caller, string referralId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await present.FindAsync(referralId, cancellationToken) is not { } referral || !HubResourceId.TryParse(referralId, out var id))
            return null;
        var heads = await records.ReadHeadsAsync(id.Record, cancellationToken);
        if (heads.Count == 0)
            return null;
        var head = RecordHead.Of(heads);
        var parties = new[] { referral.Referrer, referral.Council }.OfType<string>().ToList();
        var isParty = parties.Contains(caller.Organisation.Value, StringComparer.Ordinal);
        if (!policy.MaySeeReferral(caller, parties, RecordDoor.FactsOf(head)).IsAllowed || !isParty && head.EverObjected)
            return null;
        return new ReferralReading(referral, head, isParty);
    }

    /// <summary>Notes a read, or a step. When it returns what was asked for may be answered.</summary>
    /// <param name="detail">In ids and codes.</param>
    public Task NoteAsync(
        Caller caller,
        string correlationId,
        string action,
        RecordId? record,
        string detail,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        var entry = new AuditEntry(
            action,
            caller.Organisation,
            caller.Role.Name(),
            caller.Subject,
            caller.Purpose,
            record,
            "ok",
            correlationId,
            detail
        );
        return audit.WriteAsync(entry, cancellationToken);
    }
}
