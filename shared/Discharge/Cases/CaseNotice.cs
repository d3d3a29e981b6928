using System.Text.Json.Serialization;

namespace IntegrationHub.Discharge.Cases;

/// <summary>
/// A notice of the trust to the council, by their local agreement: no law asks for it. In force until it is withdrawn or the person has
/// left. Personal: it prints as its kind only.
/// </summary>
/// <param name="Id">Key of the source that gave it: with the record's id it is the notice's id.</param>
/// <param name="By">ODS code of who gave it.</param>
public sealed record CaseNotice(string Id, string Kind, DateTimeOffset GivenAt, string By)
{
    public const string Assessment = "assessment";
    public const string Discharge = "discharge";
    public const string Withdrawal = "withdrawal";

    public static IReadOnlyList<string> Kinds { get; } = [Assessment, Discharge, Withdrawal];

    /// <summary>ODS code of the council.</summary>
    public string? To { get; init; }

    /// <summary>The day it speaks of: when the person is likely to leave, or the discharge proposed.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What it says besides, in one line.</summary>
    public string? Says { get; init; }

    /// <summary>Of a withdrawal: which notice; null where the hub knows of none.</summary>
    public string? Withdraws { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Null while nobody answered.</summary>
    public bool? Accepted { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The day that the council offered with its answer.</summary>
    public DateOnly? Offered { get; init; }

    /// <summary>Whether the council is to answer it. A withdrawal asks for no answer.</summary>
    [JsonIgnore]
    public bool Waits => this is { Accepted: null, WithdrawnAt: null } && Kind != Withdrawal;

    public override string ToString() => $"CaseNotice {{ Kind = {Kind} }}";
}

/// <summary>How the notices of a case go on.</summary>
internal static class Notices
{
    /// <summary>The notice that an answer or a withdrawal means, of those that stand: the one it names, else the last of the kind.</summary>
    public static CaseNotice? Meant(IReadOnlyList<CaseNotice> notices, string? named, string? kind) =>
        notices.LastOrDefault(notice =>
            notice.WithdrawnAt is null
            && (named is null ? notice.Kind == (kind ?? "") : string.Equals(notice.Id, named, StringComparison.Ordinal))
        );

    /// <summary>What a fact means: of an answer the notice answered, of a withdrawal the one withdrawn; null for any other.</summary>
    public static CaseNotice? MeantBy(StayFact fact, IReadOnlyList<CaseNotice> notices) =>
        fact switch
        {
            { Kind: StayFactKind.NoticeAnswered } => Meant(notices, fact.Notice, fact.Code),
            { Kind: StayFactKind.NoticeGiven, Code: CaseNotice.Withdrawal } => Meant(notices, fact.Notice, fact.Withdraws),
            _ => null,
        };

    public static IReadOnlyList<CaseNotice> After(IReadOnlyList<CaseNotice> before, ToldFact told)
    {
        var fact = told.Fact;
        var meant = MeantBy(fact, before);
        if (fact.Kind is StayFactKind.NoticeAnswered)
            return
            [
                .. before.Select(notice =>
                    notice == meant ? notice with { Accepted = fact.Accepted, AnsweredAt = told.At, Offered = fact.Date } : notice
                ),
            ];
        return
        [
            .. before.Select(notice => notice == meant ? notice with { WithdrawnAt = told.At } : notice),
            new CaseNotice(told.Source, fact.Code ?? "", told.At, told.Teller)
            {
                To = fact.Organisation,
                Date = fact.Date,
                Says = fact.Says,
                Withdraws = meant?.Id,
            },
        ];
    }
}
