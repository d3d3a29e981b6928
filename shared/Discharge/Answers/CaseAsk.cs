using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Answers;

/// <summary>What a case asks of a council: a closed set.</summary>
public abstract record CaseAsk
{
    private CaseAsk() { }

    /// <summary>Whether it takes the assessment.</summary>
    public sealed record TakeAssessment(DateTimeOffset AskedAt) : CaseAsk;

    /// <summary>To do the assessment that it took.</summary>
    public sealed record DoAssessment(DateTimeOffset AskedAt) : CaseAsk;

    /// <summary>From when the care after the stay is in place.</summary>
    public sealed record StartOfCare : CaseAsk;

    /// <summary>Whether it accepts a notice of the trust.</summary>
    public sealed record AnswerNotice(CaseNotice Notice) : CaseAsk;
}

/// <summary>Pure: what a case asks of a council.</summary>
public static class CaseAsks
{
    /// <summary>Pathway 0 goes home with nothing new: there is no start of care to say.</summary>
    private const int FirstPathwayWithCare = 1;

    /// <param name="council">ODS code; null for none.</param>
    /// <returns>Nothing once nobody can do anything about it; an assessment may be made after the stay.</returns>
    public static IReadOnlyList<CaseAsk> Of(DischargeCase of, string? council)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (council is null || of.Withdrawn || of.State is CaseState.Died or CaseState.Cancelled)
            return [];
        var asks = new List<CaseAsk>();
        if (of.IsOpen)
            asks.AddRange(
                of.Notices.Where(notice => notice.Waits && IsAsked(notice.To)).Select(notice => new CaseAsk.AnswerNotice(notice))
            );
        if (of.Assessment is { DoneAt: null } assessment && IsAsked(assessment.Of))
        {
            if (assessment.Accepted is null)
                asks.Add(new CaseAsk.TakeAssessment(assessment.AskedAt));
            else if (assessment.Accepted is true)
                asks.Add(new CaseAsk.DoAssessment(assessment.AskedAt));
        }

        var isAssessed = of.Assessment is { DoneAt: not null } done && IsAsked(done.Of);
        if (of is { IsOpen: true, PathwayAgreed: >= FirstPathwayWithCare, Arrangement: null } && isAssessed)
            asks.Add(new CaseAsk.StartOfCare());
        return asks;

        bool IsAsked(string? whom) => string.Equals(whom ?? of.Council, council, StringComparison.Ordinal);
    }
}
