namespace IntegrationHub.Discharge.Cases;

/// <summary>What a row of the table asks besides state and fact.</summary>
/// <param name="Words">As docs/discharge-case.md has it; empty where the row asks nothing.</param>
internal sealed record CaseGuard(string Words, Func<CaseMoment, bool> Holds)
{
    public static readonly CaseGuard Always = new("", _ => true);

    public static readonly CaseGuard SameTime = new(
        "within an hour of the end that was told",
        moment => moment.End is { } end && CaseConflicts.IsSameTime(end.At, moment.Told.At)
    );

    public static readonly CaseGuard SameSource = new(
        "the source is the one that told the end",
        moment => string.Equals(moment.End?.Source, moment.Told.Source, StringComparison.Ordinal)
    );

    public static readonly CaseGuard ByDeath = new(
        "the method of discharge is death or stillbirth (4, 5)",
        moment => moment.Told.Fact.Code is "4" or "5"
    );

    /// <summary>2 is the older code for what UK Core has as 6 and 7.</summary>
    public static readonly CaseGuard BySelf = new(
        "the method of discharge is self-discharge, or discharge by a relative or advocate (6, 7; 2)",
        moment => moment.Told.Fact.Code is "6" or "7" or "2"
    );

    /// <summary>A discharge without a method may have been any.</summary>
    public static readonly CaseGuard BySelfWhereNoneWasTold = new(
        "self-discharge, where no method was told, within the hour",
        moment => moment.Case.DischargeMethod is null && BySelf.Holds(moment) && SameTime.Holds(moment)
    );

    public static readonly CaseGuard WithoutMethod = new("no method is told", moment => moment.Told.Fact.Code is null);

    public static readonly CaseGuard DeathBySameSource = new(
        "the method of discharge is death, and the source is the one that told the end",
        moment => ByDeath.Holds(moment) && SameSource.Holds(moment)
    );

    public static readonly CaseGuard SameAdmission = new(
        "within an hour of the admission that was told",
        moment => moment.Admission is { } known && CaseConflicts.IsSameTime(known.At, moment.Told.At)
    );

    public static readonly CaseGuard AdmissionKnown = new("an admission was told", moment => moment.Admission is not null);

    public static readonly CaseGuard Pathway0 = new("pathway 0", moment => moment.Told.Fact.Pathway == 0);

    public static readonly CaseGuard SamePathway = new(
        "pathway 0, or no other pathway was agreed",
        moment => moment.Told.Fact.Pathway == 0 || (moment.Case.PathwayAgreed ?? moment.Told.Fact.Pathway) == moment.Told.Fact.Pathway
    );

    public static readonly CaseGuard DischargeToldOnce = new("a discharge was told before", moment => moment.DischargeToldOnce);

    public static readonly CaseGuard AdmissionToldOnce = new("an admission or a plan was told before", moment => moment.AdmissionToldOnce);
}

/// <summary>Where the walk stands when it comes to a fact.</summary>
/// <param name="Case">What the facts before it made.</param>
/// <param name="Admission">What told the admission of the present time in hospital.</param>
/// <param name="End">What told its end.</param>
internal readonly record struct CaseMoment(
    DischargeCase Case,
    ToldFact Told,
    ToldFact? Admission,
    ToldFact? End,
    bool AdmissionToldOnce,
    bool DischargeToldOnce
);
