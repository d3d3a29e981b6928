namespace IntegrationHub.Discharge.Alerts;

/// <summary>What whoever holds an alert can do with it.</summary>
public enum AlertAction
{
    /// <summary>We have it: the person's next alert may go out.</summary>
    Acknowledge = 1,

    /// <summary>We do not take it: it goes to the next claimer at once.</summary>
    HandBack,

    /// <summary>It is for another discharge hub: the case goes there, and this alert is closed.</summary>
    PassOn,

    /// <summary>Somebody above must look at it; it stays with its holder.</summary>
    Escalate,

    /// <summary>What it asked for is done.</summary>
    Complete,

    /// <summary>It needs nothing of a hub: the case leaves the hub's list, and this alert is closed.</summary>
    Withdraw,
}

/// <param name="Reason">In words, 3 to 500 characters; asked for where the alert leaves the holder's hands undone. Personal.</param>
/// <param name="ToHub">With <see cref="AlertAction.PassOn"/> the hub's id; null for the one that serves the person's place.</param>
public sealed record AlertCommand(AlertAction Action, string LockToken, string? Reason = null, string? ToHub = null)
{
    private const int ShortestReason = 3;
    private const int LongestReason = 500;

    internal bool NeedsReason => Action is AlertAction.PassOn or AlertAction.Escalate or AlertAction.Withdraw;

    /// <summary>Whether the reason is as it must be.</summary>
    internal bool HasSoundReason =>
        Reason?.Trim() is { } said ? said.Length is >= ShortestReason and <= LongestReason && !said.Any(char.IsControl) : !NeedsReason;

    public override string ToString() => $"AlertCommand {{ Action = {Action} }}";
}

/// <summary>An alert in somebody's hands.</summary>
/// <param name="CaseId">The stay's case; null for an alert that an earlier version of the hub raised.</param>
/// <param name="Rule">Which rule chose the hub.</param>
/// <param name="LockedUntil">After this the alert may be handed to another.</param>
/// <param name="LockToken">What acknowledges it; a new one at each claim.</param>
public sealed record ClaimedAlert(
    string Id,
    string Kind,
    string RecordId,
    string? CaseId,
    DateTimeOffset RaisedAt,
    DateTimeOffset LockedUntil,
    string LockToken,
    string Rule
);

/// <summary>What taking one person's next alert came to.</summary>
public abstract record ClaimOfPerson
{
    public sealed record Taken(ClaimedAlert Alert) : ClaimOfPerson;

    /// <summary>Somebody holds an alert of the person, or is taking one in this moment.</summary>
    public sealed record Held : ClaimOfPerson;

    public sealed record NoneWaits : ClaimOfPerson;
}
