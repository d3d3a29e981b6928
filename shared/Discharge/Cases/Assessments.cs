namespace IntegrationHub.Discharge.Cases;

/// <summary>How the assessment of a case goes on.</summary>
internal static class Assessments
{
    public static Assessment After(Assessment? before, ToldFact told)
    {
        var fact = told.Fact;
        if (fact.Kind is StayFactKind.AssessmentAsked)
            return before is { } known && IsTheSame(known, told) ? known : new(told.At, fact.Organisation, null, null, null, null);
        // An answer whose question was never told stands from when it was given.
        var asked = before ?? new Assessment(told.At, fact.Organisation, null, null, null, null);
        return fact.Kind switch
        {
            StayFactKind.AssessmentDone => asked with { DoneAt = asked.DoneAt ?? told.At },
            StayFactKind.AssessmentAccepted when asked.Accepted is true => asked,
            StayFactKind.AssessmentDeclined when asked.Accepted is false => asked with { DeclinedFor = asked.DeclinedFor ?? fact.Code },
            StayFactKind.AssessmentAccepted => asked with { Accepted = true, AnsweredAt = told.At, DeclinedFor = null },
            _ => asked with { Accepted = false, AnsweredAt = told.At, DeclinedFor = fact.Code },
        };
    }

    /// <summary>Asked again of the same while nobody answered, or told by a second source.</summary>
    private static bool IsTheSame(Assessment known, ToldFact told) =>
        (told.Fact.Organisation is not { } of || known.Of is null || string.Equals(of, known.Of, StringComparison.Ordinal))
        && (known is { Accepted: null, DoneAt: null } || CaseConflicts.IsSameTime(known.AskedAt, told.At));
}
