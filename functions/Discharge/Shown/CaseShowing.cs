using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>Pure: from a case as it was read to what this caller is answered.</summary>
internal sealed class CaseShowing(HubDirectory directory, AccessPolicy policy, Caller caller, DateTimeOffset now)
{
    internal ShownCase Of(CaseReading reading)
    {
        var (of, showing) = (reading.Case, new BoardShowing(directory, now));
        if (!HubResourceId.TryParse(of.Id, out var id))
            throw new InvalidDataException("A case's id names no record.");
        var alerts = reading.Alerts.Select(alert => Alert(of, alert, showing)).ToList();
        return new ShownCase(
            of.Id,
            id.Record.Value,
            WallTag.Of(of.Id),
            now,
            CaseWords.StateCode(of.State),
            of.Since,
            CaseTurn.Of(of),
            [.. reading.Boards.Select(ShownBoardName.Of)]
        )
        {
            StateIs = of.State,
            Person = BoardShowing.Person(reading.Card?.Person),
            Trust = of.Trust,
            Site = of.Site,
            Ward = of.Ward,
            AdmittedAt = of.AdmittedAt,
            AdmissionMethod = NationalCodes.AdmissionMethod(of.AdmissionMethod),
            ExpectedDischarge = of.ExpectedDischarge,
            Criteria = of.Criteria,
            ReadyAt = of.ReadyAt,
            ReadyHours = of.ReadyAt is { } ready ? (int)Math.Max(0, ((of.LeftAt ?? now) - ready).TotalHours) : null,
            ReferredAt = of.ReferredAt,
            PathwayProposed = of.PathwayProposed,
            PathwayAgreed = of.PathwayAgreed,
            PathwayAgreedAt = of.PathwayAgreedAt,
            Assessment = of.Assessment,
            Arrangement = of.Arrangement,
            Delay = of.Delay,
            Notices = [.. of.Notices.Select(notice => Notice(of, notice, id.Record))],
            Asks = MayAnswer() ? CaseAsks.Of(of, caller.Organisation.Value) : [],
            LeftAt = of.LeftAt,
            DischargeMethod = NationalCodes.DischargeMethod(of.DischargeMethod),
            Destination = NationalCodes.Destination(of.Destination),
            TransferredTo = of.TransferredTo,
            ReadmissionOf = of.ReadmissionOf,
            LongStayRisk = of.LongStayRisk,
            Withdrawn = of.Withdrawn,
            Hubs = of.Hubs,
            HubRule = of.HubRule.Length == 0 ? null : of.HubRule,
            Council = of.Council,
            Place = of.Place,
            Practice = of.Practice,
            Clocks = [.. (reading.Card?.Clocks ?? []).OrderBy(clock => clock.DueAt).Select(showing.Clock)],
            Conflicts =
            [
                .. of.Conflicts.Select(conflict => new ShownConflict(
                    conflict.Code,
                    CaseWords.Conflict(conflict.Code),
                    conflict.At,
                    conflict.Teller
                )),
            ],
            Alerts = alerts,
            History = reading.History,
            MayTake = reading.Alerts.Any(alert => alert.Stage is AlertStage.Waiting && MayWork(alert.Hub)),
        };
    }

    private ShownNotice Notice(DischargeCase of, CaseNotice notice, RecordId record) =>
        new($"{record}.{notice.Id}", notice.Kind, notice.GivenAt, notice.By)
        {
            To = notice.To,
            Date = notice.Date,
            Late = notice.Date is { } day && RuleOf(of, notice)?.IsLate(CaseTimes.DayOf(notice.GivenAt), day) is true,
            Says = notice.Says,
            Withdraws = notice.Withdraws is { } other ? $"{record}.{other}" : null,
            WithdrawnAt = notice.WithdrawnAt,
            Accepted = notice.Accepted,
            AnsweredAt = notice.AnsweredAt,
            Offered = notice.Offered,
        };

    private NoticeRule? RuleOf(DischargeCase of, CaseNotice notice) =>
        of.Place is { } place && OdsCode.TryParse(notice.By, out var trust)
            ? directory.Rules.GetValueOrDefault(place)?.Notices?.Between(directory.OwnerOf(trust), NoticeKinds.Of(notice.Kind))
            : null;

    /// <summary>A council's own people and systems.</summary>
    private bool MayAnswer() =>
        directory.Find(caller.Organisation)?.Kind is OrganisationKind.Council
        && policy.MayTellOfStays(caller, StayTellers.HospitalsAndCouncils, hub: null).IsAllowed;

    private ShownAlert Alert(DischargeCase of, AlertStanding alert, BoardShowing showing)
    {
        var holder = alert.Holder is { } code ? showing.OrganisationName(code) : null;
        var mine = alert.Holder == caller.Organisation.Value && MayWork(alert.Hub);
        return new ShownAlert(alert.Id, alert.Kind, alert.Hub, alert.RaisedAt, CaseWords.Name(alert.Stage))
        {
            Holder = alert.Holder,
            HeldUntil = alert.HeldUntil,
            AcknowledgedAt = alert.AcknowledgedAt,
            EscalatedAt = alert.EscalatedAt,
            ClosedBy = alert.ClosedBy is { } action ? CaseWords.Name(action) : null,
            SupersededBy = of.Alerts.FirstOrDefault(raised => raised.Id == alert.Id)?.SupersededBy,
            LockToken = mine ? alert.LockToken : null,
            Words = alert switch
            {
                { Stage: AlertStage.Held, HeldUntil: { } until } => $"Held by {holder} until {CaseTimes.Of(until, now)}",
                { Stage: AlertStage.Acknowledged, AcknowledgedAt: { } at } => holder is null
                    ? $"Acknowledged {CaseTimes.Of(at, now)}"
                    : $"Acknowledged by {holder}, {CaseTimes.Of(at, now)}",
                { Stage: AlertStage.Closed, ClosedBy: { } how } => $"Closed: {CaseWords.Closed(how)} by {holder}",
                _ => CaseWords.Stage(alert.Stage),
            },
        };
    }

    private bool MayWork(string hubId) => directory.DischargeHubs.TryGetValue(hubId, out var hub) && policy.MayClaim(caller, hub).IsAllowed;
}
