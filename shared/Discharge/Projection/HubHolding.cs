using System.Collections.Immutable;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Projection;

/// <summary>
/// Pure: work that a discharge hub tells of a case that is none of its own. Who holds a case is decided commit by commit, so that this is
/// found here and not by the fold; what was found stays with the case.
/// </summary>
internal static class HubHolding
{
    /// <param name="now">With the hubs that hold it now.</param>
    internal static DischargeCase Checked(DischargeCase now, DischargeCase? was, StayCommit commit)
    {
        var known = (was?.Conflicts ?? []).Where(conflict => conflict.Code == CaseConflicts.WorkedByOtherHub).ToImmutableArray();
        HashSet<string> holders = [.. now.Hubs, .. was?.Hubs ?? [], .. (was?.Alerts ?? []).Select(alert => alert.Hub)];
        var stay = CaseFold.StayOf(now.Id);
        var found =
            from statement in commit.Statements
            where statement.Stay == stay
            from fact in statement.Facts
            where HubOf(fact) is { } hub && !holders.Contains(hub)
            select new CaseConflict(CaseConflicts.WorkedByOtherHub, fact.Kind, fact.At, statement.Teller);
        ImmutableArray<CaseConflict> all = [.. known.Concat(found).Distinct()];
        return all.IsEmpty ? now : now with { Conflicts = [.. now.Conflicts, .. all] };
    }

    /// <summary>The hub that did it; null for what is no work of a hub.</summary>
    private static string? HubOf(StayFact fact) =>
        fact.IsWork || fact.Kind is StayFactKind.Withdrawn ? fact.Hub
        : fact.Kind is StayFactKind.PassedToHub ? fact.FromHub
        : null;
}
