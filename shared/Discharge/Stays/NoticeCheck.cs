using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// Pure: whether a notice is one that the trust and the council of the person's place agreed on, says what they agreed, and comes in time.
/// docs/stays.md says what is refused.
/// </summary>
internal static class NoticeCheck
{
    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <param name="head">The record as it will be: whose place it is.</param>
    /// <param name="before">The record as it was: which notices it knows.</param>
    /// <param name="receivedAt">A notice counts from when it can be passed on, whatever time it says.</param>
    /// <returns>Null where nothing is wrong, and where no notice is given.</returns>
    internal static HubError? Of(
        IEnumerable<StayStatement> statements,
        RecordHead head,
        RecordHead before,
        DateTimeOffset receivedAt,
        HubDirectory directory
    )
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(receivedAt, England).DateTime);
        foreach (var statement in statements)
        {
            var isNew = !(ResourceKey.TryParse(statement.Source, out var source) && before.Known.Contains(source));
            foreach (var fact in statement.Facts.Where(fact => fact.Kind is StayFactKind.NoticeGiven))
            {
                if (RuleFor(fact, statement.Teller, head, directory) is not { } rule)
                    return ErrorCatalogue.NoticeNotAgreed;
                if (rule.LacksOf(SaidIn(fact, head)) is { Count: > 0 } lacks)
                    return ErrorCatalogue.NoticeIncomplete.At(null, Names(lacks));
                if (isNew && rule.Kind is NoticeKind.Discharge && fact.Date is { } day && rule.IsLate(today, day))
                    return ErrorCatalogue.NoticeTooLate;
            }
        }

        return null;
    }

    /// <summary>The rule of the person's place, between the trust that gives the notice and the place's own council.</summary>
    private static NoticeRule? RuleFor(StayFact notice, string teller, RecordHead head, HubDirectory directory)
    {
        if (
            head.Place is not { } place
            || !directory.Places.TryGetValue(place, out var known)
            || known.Council.Value != notice.Organisation
            || !OdsCode.TryParse(teller, out var code)
        )
            return null;
        return directory.Rules[place].Notices?.Between(directory.OwnerOf(code), NoticeKinds.Of(notice.Code));
    }

    /// <summary>The record says who it is about, and the sender in which hospital the person is.</summary>
    private static List<NoticeDatum> SaidIn(StayFact notice, RecordHead head)
    {
        var said = (notice.Items ?? "").Split(' ').Select(NoticeData.Of).Where(datum => datum != 0).ToList();
        said.AddRange([NoticeDatum.Hospital, NoticeDatum.NoticeDate]);
        if (head.Name is not null)
            said.Add(NoticeDatum.PatientName);
        if (head.NhsNumber is not null)
            said.Add(NoticeDatum.NhsNumber);
        return said;
    }

    /// <summary>What the day of a notice is called, where it speaks of one.</summary>
    internal static IEnumerable<NoticeDatum> DayOf(string? kind, DateOnly? day) =>
        (kind, day) switch
        {
            (_, null) => [],
            (CaseNotice.Assessment, _) => [NoticeDatum.LikelyDischargeDate],
            (CaseNotice.Discharge, _) => [NoticeDatum.ProposedDischargeDate],
            _ => [],
        };

    internal static string? Names(IEnumerable<NoticeDatum> data) =>
        string.Join(' ', data.Distinct().Select(NoticeData.NameOf)) is { Length: > 0 } names ? names : null;
}
