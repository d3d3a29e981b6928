using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <summary>Everything that is shown of one case to one caller.</summary>
/// <param name="Boards">Those on which it stands that the caller may see: none of a case that was cancelled.</param>
/// <param name="Card">From one of them: who it is, and the clocks; null where it was taken off meanwhile.</param>
/// <param name="History">In the order in which it happened.</param>
public sealed record CaseReading(
    DischargeCase Case,
    IReadOnlyList<CaseBoard> Boards,
    BoardCard? Card,
    IReadOnlyList<AlertStanding> Alerts,
    IReadOnlyList<HistoryMoment> History
)
{
    public override string ToString() => $"CaseReading {{ {Case} }}";
}

/// <summary>Reads one case: two point reads, of its alerts one range of keys a hub, and what was said of the person's stays.</summary>
public sealed class CaseReads(Tables tables, CaseStore cases, BoardReads boards, AlertReads alerts, BoardDoor door, HubDirectory directory)
{
    /// <summary>Null where the case is as if not there for this caller.</summary>
    public async Task<CaseReading?> ReadAsync(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(caseId, cancellationToken) is not { } stored || door.Admit(caller, stored) is not { Count: > 0 } seen)
            return null;
        if (!HubResourceId.TryParse(caseId, out var id))
            throw new InvalidDataException("A case's id names no record.");
        var said = await StayRows.ReadAsync(tables, id.Record, after: 0, cancellationToken);
        return new CaseReading(
            stored.Case,
            [.. seen.Where(board => stored.Boards.Contains(board.Id, StringComparer.Ordinal))],
            await boards.ReadCardAsync(seen[0].Id, caseId, cancellationToken),
            await alerts.OfAsync(stored.Case, cancellationToken),
            HistoryMoments.Of(CaseHistory.Of(caseId, said), directory)
        );
    }
}
