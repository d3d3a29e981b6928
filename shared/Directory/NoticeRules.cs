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

/// <param name="Minimum">The shortest time between the notice and the day it speaks of; null for none agreed.</param>
/// <param name="Needs">What it must say.</param>
public sealed record NoticeRule(NoticeKind Kind, TimeSpan? Minimum, ImmutableArray<NoticeDatum> Needs)
{
    /// <summary>What a notice still lacks, in the order of the rule.</summary>
    public IReadOnlyList<NoticeDatum> LacksOf(IReadOnlyCollection<NoticeDatum> given) => [.. Needs.Except(given)];
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
