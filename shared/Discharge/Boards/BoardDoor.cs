using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Boards;

/// <summary>
/// Where every read of a board or a case goes through: whether this caller comes in, and the audit row before anything is given out. A
/// board or case that a caller may not see and one that is not there are alike.
/// </summary>
public sealed class BoardDoor(AccessPolicy policy, HubDirectory directory, AuditTrail audit, TimeProvider time)
{
    private readonly PollNotes polls = new(time);

    /// <summary>The boards that a caller may see: councils' first for their own, then by name.</summary>
    public IReadOnlyList<CaseBoard> BoardsOf(Caller caller) =>
        [
            .. directory
                .Boards.Values.Where(board => policy.MaySeeBoard(caller, board).IsAllowed)
                .OrderBy(board => board is CaseBoard.OfHub)
                .ThenBy(board => board.Name, StringComparer.Ordinal),
        ];

    /// <summary>Null where it is as if not there.</summary>
    public CaseBoard? Admit(Caller caller, string boardId) =>
        directory.Boards.TryGetValue(boardId, out var board) && policy.MaySeeBoard(caller, board).IsAllowed ? board : null;

    /// <summary>
    /// The boards by which the caller may see a case: those on which it stands; of one that was cancelled, and stands on none any more, those
    /// of the hubs and the council that were told so. None where the case is as if not there.
    /// </summary>
    public IReadOnlyList<CaseBoard> Admit(Caller caller, StoredCase stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        IEnumerable<string> boards = stored.Boards;
        if (stored.Case is { State: CaseState.Cancelled } cancelled)
            boards = cancelled.Council is { } council ? cancelled.Hubs.Append(council) : cancelled.Hubs;
        return [.. boards.Select(id => Admit(caller, id)).OfType<CaseBoard>()];
    }

    /// <summary>Whether a caller may take and work alerts of a discharge hub, rather than only look.</summary>
    public bool MayWork(Caller caller, string hubId) =>
        directory.DischargeHubs.TryGetValue(hubId, out var hub) && policy.MayClaim(caller, hub).IsAllowed;

    /// <summary>Notes that a caller goes on looking at a board that has not changed: once an hour.</summary>
    /// <param name="form">In which form it is looked at.</param>
    public async Task NotePollAsync(Caller caller, string correlationId, CaseBoard board, string form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(board);
        var what = $"{form}|{board.Id}";
        if (!polls.IsFirst(caller, what))
            return;
        await NoteAsync(caller, correlationId, $"poll-{form}", record: null, $"board={board.Id}", cancellationToken);
        polls.Noted(caller, what);
    }

    /// <summary>Notes a read, or work on an alert. When it returns what was asked for may be answered.</summary>
    /// <param name="detail">Which board, case or hub, in ids and codes.</param>
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
