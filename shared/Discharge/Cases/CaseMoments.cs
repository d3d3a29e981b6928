namespace IntegrationHub.Discharge.Cases;

/// <summary>Pure: the history of a case as far as the case itself keeps it: when each of its registers came to be as it is.</summary>
public static class CaseMoments
{
    /// <returns>In the order in which it happened.</returns>
    public static IReadOnlyList<CaseMoment> Of(DischargeCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var moments = new List<CaseMoment>();
        var trust = of.Trust ?? "";
        Add(of.AdmittedAt, "Admitted", of.Ward, trust);
        Add(
            of.Criteria?.At,
            of.Criteria?.Met is true ? "Meets the criteria to reside" : "No longer meets the criteria to reside",
            null,
            trust
        );
        Add(of.ReadyAt, "Ready to leave", null, trust);
        Add(of.ReferredAt, "Referred to the discharge hub", null, trust);
        Add(of.PathwayAgreedAt, "Pathway agreed", of.PathwayAgreed is { } pathway ? $"Pathway {pathway}" : null, trust);
        var asked = of.Assessment?.Of ?? of.Council ?? trust;
        Add(of.Assessment?.AskedAt, "Assessment asked", null, trust);
        Add(
            of.Assessment?.AnsweredAt,
            of.Assessment?.Accepted is false ? "Assessment declined" : "Assessment accepted",
            of.Assessment?.DeclinedFor,
            asked
        );
        Add(of.Assessment?.DoneAt, "Assessment done", null, asked);
        Add(of.Arrangement?.At, "Care arranged", null, of.Arrangement?.By ?? trust);
        Add(of.Delay?.Since, "Delayed", of.Delay?.Code, trust);
        Add(of.LeftAt, "Left hospital", of.Destination, trust);
        foreach (var conflict in of.Conflicts)
            moments.Add(new(conflict.At, null, "Told, and cannot be", conflict.Code, conflict.Teller, IsConflict: true, IsReplaced: false));
        return [.. moments.OrderBy(moment => moment.At)];

        void Add(DateTimeOffset? at, string what, string? detail, string teller)
        {
            if (at is { } moment)
                moments.Add(new(moment, null, what, detail, teller, IsConflict: false, IsReplaced: false));
        }
    }
}
