using System.Collections.Immutable;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory;

/// <summary>
/// Notices that a trust gives a council by local agreement. The law that once asked for them (Care Act 2014, Schedule 3) was repealed on
/// 1 July 2022: they bind nobody but those who agreed them.
/// </summary>
public enum NoticeKind
{
    /// <summary>The person is likely to need care and support after the stay.</summary>
    Assessment = 1,

    /// <summary>The day on which the trust means to discharge the person.</summary>
    Discharge,

    /// <summary>An earlier notice no longer counts.</summary>
    Withdrawal,
}

/// <summary>The names of the kinds of notices: in the directory's files and in messages.</summary>
public static class NoticeKinds
{
    /// <summary>0, which is none of them, for any other name.</summary>
    public static NoticeKind Of(string? name) =>
        name switch
        {
            "assessment" => NoticeKind.Assessment,
            "discharge" => NoticeKind.Discharge,
            "withdrawal" => NoticeKind.Withdrawal,
            _ => 0,
        };
}

/// <summary>What a notice says: the checklist that it is held against before it goes out.</summary>
public enum NoticeDatum
{
    PatientName = 1,
    NhsNumber,

    /// <summary>The hospital, or where and when the admission is expected.</summary>
    Hospital,

    /// <summary>The day of the notice itself.</summary>
    NoticeDate,
    LikelyDischargeDate,
    ProposedDischargeDate,

    /// <summary>That the person, and a carer where feasible, were consulted.</summary>
    Consulted,

    /// <summary>That NHS continuing healthcare was considered, and with what result.</summary>
    ContinuingHealthcare,

    /// <summary>Whether the person or a carer objected.</summary>
    Objection,

    /// <summary>Name and telephone or e-mail of who is asked about it.</summary>
    LiaisonPerson,

    /// <summary>That the person and a carer were told the date.</summary>
    PersonTold,

    /// <summary>Which notice is withdrawn.</summary>
    NoticeWithdrawn,
    Reason,
}

/// <summary>The names of what a notice says: in the directory's files, in messages, and in refusals of a notice that lacks it.</summary>
public static class NoticeData
{
    public static string NameOf(NoticeDatum datum) =>
        datum switch
        {
            NoticeDatum.PatientName => "patient-name",
            NoticeDatum.NhsNumber => "nhs-number",
            NoticeDatum.Hospital => "hospital",
            NoticeDatum.NoticeDate => "notice-date",
            NoticeDatum.LikelyDischargeDate => "likely-discharge-date",
            NoticeDatum.ProposedDischargeDate => "proposed-discharge-date",
            NoticeDatum.Consulted => "consulted",
            NoticeDatum.ContinuingHealthcare => "continuing-healthcare",
            NoticeDatum.Objection => "objection",
            NoticeDatum.LiaisonPerson => "liaison-person",
            NoticeDatum.PersonTold => "person-told",
            NoticeDatum.NoticeWithdrawn => "notice-withdrawn",
            NoticeDatum.Reason => "reason",
            _ => throw new ArgumentOutOfRangeException(nameof(datum)),
        };

    /// <summary>0, which is none of them, for any other name.</summary>
    internal static NoticeDatum Of(string? name) =>
        Enum.GetValues<NoticeDatum>().FirstOrDefault(datum => string.Equals(NameOf(datum), name, StringComparison.Ordinal));
}

/// <param name="Minimum">The shortest time between the day of the notice and the day it speaks of; null for none agreed.</param>
/// <param name="Needs">What it must say.</param>
public sealed record NoticeRule(NoticeKind Kind, TimeSpan? Minimum, ImmutableArray<NoticeDatum> Needs)
{
    /// <summary>What a notice still lacks, in the order of the rule.</summary>
    public IReadOnlyList<NoticeDatum> LacksOf(IReadOnlyCollection<NoticeDatum> given) => [.. Needs.Except(given)];

    /// <summary>Days are counted, not hours: a notice of the 9th for the 11th is two days before it at whatever time it is given.</summary>
    public bool IsLate(DateOnly given, DateOnly spokenOf) =>
        Minimum is { } minimum && TimeSpan.FromDays(spokenOf.DayNumber - given.DayNumber) < minimum;
}

/// <summary>What a place's council agreed with trusts.</summary>
/// <param name="With">The trusts.</param>
/// <param name="Kinds">At most one of a kind.</param>
public sealed record NoticeRules(ImmutableArray<OdsCode> With, ImmutableArray<NoticeRule> Kinds)
{
    /// <summary>Null where they did not agree on notices of this kind: then none is given.</summary>
    public NoticeRule? Between(OdsCode trust, NoticeKind kind)
    {
        if (!With.Contains(trust))
            return null;
        foreach (var rule in Kinds)
        {
            if (rule.Kind == kind)
                return rule;
        }

        return null;
    }
}
