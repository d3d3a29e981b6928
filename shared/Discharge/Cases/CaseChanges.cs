using System.Globalization;
using static IntegrationHub.Discharge.Cases.CaseAlertKind;

namespace IntegrationHub.Discharge.Cases;

/// <summary>What is new in a case, as alerts.</summary>
internal static class CaseChanges
{
    /// <summary>What one commit made of a case, as the alerts that it raises; in order.</summary>
    /// <param name="before">The case after the commit before, with the alerts it raised; null where there was none.</param>
    /// <param name="commit">The commit between the two.</param>
    public static IReadOnlyList<CaseAlertDecision> Of(DischargeCase? before, DischargeCase after, StayCommit commit)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(commit);
        return
        [
            .. WithdrawnNow(before, after),
            .. AdmittedNow(before, after),
            .. PlannedNow(before, after),
            .. DelayedNow(before, after),
            .. PassedNow(before, after),
            .. after.Work.Where(work => work.Kind is StayFactKind.AlertEscalated).Except(before?.Work ?? []).Select(EscalatedNow),
            .. EndedNow(before, after),
        ];
    }

    private static IEnumerable<CaseAlertDecision> WithdrawnNow(DischargeCase? before, DischargeCase after)
    {
        if (before is null or { Alerts: [] })
            yield break;
        if (after.State is CaseState.Cancelled && before.State is not CaseState.Cancelled)
            yield return Decide(Withdrawn, "admission|" + Minute(after.Since), after.Since) with
            {
                Supersedes = Everything,
            };
        else if (IsEnded(before) && after.IsOpen && after.ReadmittedAt == before.ReadmittedAt)
            yield return Decide(Withdrawn, "discharge|" + Minute(before.LeftAt), before.LeftAt);
        else if (after.Withdrawn && !before.Withdrawn)
            yield return Decide(Withdrawn, "hub", null) with
            {
                Supersedes = Everything,
            };
    }

    private static IEnumerable<CaseAlertDecision> AdmittedNow(DischargeCase? before, DischargeCase after)
    {
        var readmitted =
            before is not null && after.ReadmittedAt is not null && after.ReadmittedAt != before.ReadmittedAt && !IsInHospital(before);
        if (IsInHospital(after) && (readmitted || before is null or { State: CaseState.Expected or CaseState.Cancelled }))
            yield return Decide(Admitted, Minute(after.ReadmittedAt ?? after.AdmittedAt), after.ReadmittedAt ?? after.AdmittedAt);
    }

    private static IEnumerable<CaseAlertDecision> PlannedNow(DischargeCase? before, DischargeCase after)
    {
        if (!after.IsOpen)
            yield break;
        if (after.ExpectedDischarge != before?.ExpectedDischarge && (after.ExpectedDischarge is not null || before is { IsOpen: true }))
        {
            var date = after.ExpectedDischarge?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return new(ExpectedDateChanged, date ?? "", date, Kind(ExpectedDateChanged).Supersedes);
        }

        if (after.ReadyAt is { } ready && !IsAbout(before?.ReadyAt, ready))
            yield return Decide(Ready, Minute(ready), ready);
        if (after.ReadyAt is null && before is { IsOpen: true, ReadyAt: not null })
            yield return Decide(NoLongerReady, Minute(after.Criteria?.At), after.Criteria?.At);
        if (NeedsPathway(after) && !(before is not null && NeedsPathway(before)))
            yield return Decide(PathwayNeeded, Minute(after.ReferredAt), after.ReferredAt);
        if (after is { PathwayAgreedAt: not null, PathwayAgreed: { } pathway } && pathway != before?.PathwayAgreed)
            yield return Decide(PathwayAgreed, pathway.ToString(CultureInfo.InvariantCulture), after.PathwayAgreedAt);
        if (after.Assessment is { Accepted: { } accepted } answered && !IsAnswered(before, answered))
            yield return Decide(
                AssessmentAnswered,
                $"{(accepted ? "accepted" : "declined")}|{Minute(answered.AnsweredAt)}",
                answered.AnsweredAt
            );
        foreach (var notice in after.Notices.Where(notice => notice.Accepted is not null && !IsAnswered(before, notice)))
            yield return Decide(
                NoticeAnswered,
                $"{notice.Id}|{(notice.Accepted is true ? "accepted" : "declined")}|{Minute(notice.AnsweredAt)}",
                notice.AnsweredAt
            );
        if (after.Arrangement is { } arranged && (before?.Arrangement is not { } known || known with { At = arranged.At } != arranged))
            yield return Decide(
                Arranged,
                $"{arranged.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}|{arranged.By}",
                arranged.At
            );
    }

    private static IEnumerable<CaseAlertDecision> DelayedNow(DischargeCase? before, DischargeCase after)
    {
        if (after.Delay is { } delay && (delay.Code != before?.Delay?.Code || !IsAbout(before.Delay.Since, delay.Since)))
            yield return Decide(Delayed, $"{delay.Code}|{Minute(delay.Since)}", delay.Since);
        if (after is { IsOpen: true, Delay: null } && before?.Delay is { } ended)
            yield return Decide(DelayEnded, $"{ended.Code}|{Minute(ended.Since)}", null);
    }

    private static IEnumerable<CaseAlertDecision> PassedNow(DischargeCase? before, DischargeCase after)
    {
        if (after.PassedTo is { } hub && !string.Equals(hub, before?.PassedTo, StringComparison.Ordinal))
            yield return Decide(PassedOn, hub, null);
    }

    private static CaseAlertDecision EscalatedNow(AlertWork work) => Decide(Escalated, $"{work.Alert}|{Minute(work.At)}", work.At);

    private static IEnumerable<CaseAlertDecision> EndedNow(DischargeCase? before, DischargeCase after)
    {
        var kind = after.State switch
        {
            CaseState.Discharged => Discharged,
            CaseState.SelfDischarged => SelfDischarged,
            CaseState.Died => Died,
            CaseState.Transferred => Transferred,
            _ => null,
        };
        if (kind is not null && after.LeftAt is { } left && (before?.State != after.State || !IsAbout(before.LeftAt, left)))
            yield return Decide(kind, Minute(left), left);
    }

    private static bool IsEnded(DischargeCase stay) => stay is { IsOpen: false, State: not CaseState.Cancelled };

    private static bool IsInHospital(DischargeCase stay) => stay is { IsOpen: true, State: not CaseState.Expected };

    private static bool NeedsPathway(DischargeCase stay) => stay is { ReferredAt: not null, PathwayAgreedAt: null };

    private static bool IsAnswered(DischargeCase? before, Assessment answered) =>
        before?.Assessment is { } known && known.Accepted == answered.Accepted && IsAbout(known.AnsweredAt, answered.AnsweredAt);

    private static bool IsAnswered(DischargeCase? before, CaseNotice answered) =>
        before?.Notices.FirstOrDefault(notice => notice.Id == answered.Id) is { } known
        && known.Accepted == answered.Accepted
        && IsAbout(known.AnsweredAt, answered.AnsweredAt);

    /// <summary>A second source that is some minutes off tells nothing new.</summary>
    private static bool IsAbout(DateTimeOffset? before, DateTimeOffset? after) =>
        before is { } one && after is { } other && CaseConflicts.IsSameTime(one, other);

    private static CaseAlertDecision Decide(string kind, string content, DateTimeOffset? occurredAt) =>
        new(kind, content, DateTimeText(occurredAt), Kind(kind).Supersedes);

    private static CaseAlertKind Kind(string name) => CaseAlertKind.Of(name);

    private static string? DateTimeText(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Two systems that differ by seconds tell of the same.</summary>
    private static string Minute(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "";
}
