using IntegrationHub.Discharge.Cases;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals;

namespace IntegrationHub.CareRecord;

/// <summary>All of one message's effect on one record that does not depend on what the record already holds.</summary>
/// <param name="Identity">What makes the message the same when it is sent again: see <c>MessageIdentity</c>.</param>
public sealed record CommitDraft(RecordId Record, string Identity)
{
    public required string ContentHash { get; init; }

    public required string Snapshot { get; init; }

    public required Provenance Provenance { get; init; }

    public required IReadOnlyList<EntryVersion> Entries { get; init; }

    /// <summary>Pure: from the record as it is to the record as it will be. Called again when another commit came first.</summary>
    public required Func<RecordHead, CommitDecision> Decide { get; init; }

    /// <summary>Pure: the answer, once the commit's number is known.</summary>
    public required Func<CommitStamp, StoredAnswer> Answer { get; init; }
}

/// <summary>What the hub adds to a message: the commit's number, the time it was received, and what the record held before.</summary>
public sealed record CommitStamp(RecordId Record, int Number, DateTimeOffset ReceivedAt, KnownResources Known);

public abstract record CommitDecision
{
    private CommitDecision() { }

    /// <param name="Head">With everything but the version and the hash, which the store sets.</param>
    /// <param name="Links">The sender's own ids of the person that the record did not know before: to be led to the record.</param>
    public sealed record Accept(RecordHead Head, IReadOnlyList<OutboxMessage> Outbox, IReadOnlyList<RecordId> Links) : CommitDecision
    {
        /// <summary>What changes of whom the record is about; it is in <see cref="Head"/> already.</summary>
        public IReadOnlyList<IdentityChange> Changes { get; init; } = [];

        /// <summary>What the message says of the person's hospital stays.</summary>
        public IReadOnlyList<StayStatement> Stays { get; init; } = [];

        /// <summary>What it says of the person's referrals to social care.</summary>
        public IReadOnlyList<ReferralStatement> Referrals { get; init; } = [];
    }

    public sealed record Refuse(HubError Error) : CommitDecision;
}

public abstract record CommitOutcome
{
    private CommitOutcome() { }

    /// <param name="First">False where the message was in the record already, and this is its first answer again.</param>
    /// <param name="Sends">Whether the commit left outbox rows; for a repeat it may have.</param>
    /// <param name="Links">As <see cref="Commit.Links"/>.</param>
    /// <param name="ReceivedAt">When the message first came.</param>
    public sealed record Done(StoredAnswer Answer, bool First, bool Sends, IReadOnlyList<RecordId> Links, DateTimeOffset ReceivedAt)
        : CommitOutcome
    {
        /// <summary>It is the first of a record whose person is not known: somebody is to be told that the person waits.</summary>
        public bool BeginsToWait { get; init; }
    }

    /// <summary>The person was found to belong to another record meanwhile: plan for that one.</summary>
    public sealed record MovedTo(RecordId Record) : CommitOutcome;

    public sealed record Refused(HubError Error) : CommitOutcome;

    /// <summary>The message first came in at another time and was not finished: plan it again as of then.</summary>
    public sealed record ResumeAsOf(DateTimeOffset ReceivedAt) : CommitOutcome;
}
