using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Discharge.Projection;

/// <summary>Pure: the alerts that one commit raises of one case, by the rules of the places whose hubs have it.</summary>
internal sealed class AlertStep(RecordId record, DischargeCase? was, DischargeCase now, StayCommit commit, HubDirectory directory)
{
    /// <summary>Raised whatever a place's rules say: nobody else would know that the case is theirs now, or that help is asked for.</summary>
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal) { CaseAlertKind.PassedOn, CaseAlertKind.Escalated };

    /// <returns>The case with its alerts.</returns>
    internal DischargeCase Raise(List<OutboxMessage> messages)
    {
        var raised = CaseAlerts.Apply(was, now, [], [], commit.ReceivedAt);
        foreach (var (decision, hubs) in Decisions())
        {
            var asked = hubs.Where(hub => Always.Contains(decision.Kind) || RuleOf(hub, decision.Kind) is not null).ToList();
            // Where no rule asks for an alert, it still makes older ones needless.
            var older = raised.Alerts;
            raised = CaseAlerts.Apply(raised, now, [decision], [.. asked.Select(hub => hub.Id)], commit.ReceivedAt);
            if (asked.Count == 0)
                continue;
            var alert = new AlertSaid(
                raised.Alerts[^1].Id,
                decision,
                [
                    .. raised
                        .Alerts.Zip(older)
                        .Where(pair => pair.First.SupersededBy != pair.Second.SupersededBy)
                        .Select(pair => pair.First.Id),
                ]
            );
            messages.AddRange(asked.Select(hub => AlertMessages.ToHub(record, now, alert, hub, RuleOf(hub, decision.Kind), commit)));
            messages.AddRange(ToSubscribers(alert, asked.SelectMany(hub => RuleOf(hub, decision.Kind)?.Tell ?? [])));
        }

        if (IsNewlyAsked(now, was))
            messages.AddRange(ToSubscribers(AlertSaid.AssessmentAsked(now), [AlertRecipient.Council]));
        foreach (var notice in now.Notices.Where(IsNewlyGiven))
            messages.AddRange(ToSubscribers(AlertSaid.NoticeGiven(now, notice), [AlertRecipient.Council]));
        return WithoutLeft(raised);
    }

    private IEnumerable<(CaseAlertDecision Decision, IReadOnlyList<DischargeHub> Hubs)> Decisions()
    {
        var hubs = HubsNamed(now.Hubs);
        foreach (var decision in CaseAlerts.Between(was, now, commit))
            yield return (decision, hubs);
        // The person moved: what stands at the one hub is told to the other.
        if (was is not { IsOpen: true, Hubs.Count: > 0 } || !now.IsOpen || now.PassedTo != was.PassedTo)
            yield break;
        var come = HubsNamed(now.Hubs.Except(was.Hubs, StringComparer.Ordinal));
        var left = HubsNamed(was.Hubs.Except(now.Hubs, StringComparer.Ordinal));
        if (come.Count > 0)
            yield return (new(CaseAlertKind.PassedOn, $"moved|{string.Join(' ', now.Hubs)}", null, []), come);
        if (left.Count > 0)
            yield return (new(CaseAlertKind.Withdrawn, $"moved|{string.Join(' ', now.Hubs)}", null, []), left);
    }

    /// <summary>What a hub that no longer has the case did not take yet is needless to it.</summary>
    private DischargeCase WithoutLeft(DischargeCase raised)
    {
        if (was is null || was.Hubs.All(now.Hubs.Contains))
            return raised;
        var instead = raised.Alerts.LastOrDefault(alert => now.Hubs.Contains(alert.Hub))?.Id;
        return raised with
        {
            Alerts =
            [
                .. raised.Alerts.Select(alert =>
                    alert is { SupersededBy: null, AcknowledgedAt: null }
                    && alert.Kind is not CaseAlertKind.Withdrawn
                    && !now.Hubs.Contains(alert.Hub)
                        ? alert with
                        {
                            SupersededBy = instead ?? alert.Id,
                        }
                        : alert
                ),
            ],
        };
    }

    private IEnumerable<OutboxMessage> ToSubscribers(AlertSaid alert, IEnumerable<AlertRecipient> recipients) =>
        AlertMessages.ToSubscribers(record, now, alert, recipients, commit, directory);

    private AlertRule? RuleOf(DischargeHub hub, string kind) =>
        AlertEvents.Of(kind) is { } on ? directory.Rules.GetValueOrDefault(hub.PlaceId)?.On(on) : null;

    private List<DischargeHub> HubsNamed(IEnumerable<string> ids) =>
        [.. ids.Select(id => directory.DischargeHubs.GetValueOrDefault(id)).OfType<DischargeHub>()];

    private bool IsNewlyGiven(CaseNotice notice) =>
        was?.Notices.Any(known => known.Id == notice.Id && known.Date == notice.Date) is not true;

    private static bool IsNewlyAsked(DischargeCase now, DischargeCase? was) =>
        now.Assessment is { } asked && asked.AskedAt != was?.Assessment?.AskedAt;
}
