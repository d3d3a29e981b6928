namespace IntegrationHub.Directory.Files;

/// <summary>What the system asks of every place's rules.</summary>
internal sealed class GuardRails
{
    private readonly List<AlertEvent> alwaysAlertOn;
    private readonly List<NeedRail> alwaysNeed = [];
    private readonly List<TellRail> alwaysTell = [];
    private readonly List<NoticeRail> notices = [];
    private readonly ClockRail acknowledge;
    private readonly ClockRail escalate;
    private readonly ClockRail assess;
    private readonly ClockRail arrange;

    public GuardRails(GuardRailsFile file, FaultList check)
    {
        alwaysAlertOn = check.Words(Words.Event, file.AlwaysAlertOn, "$.alwaysAlertOn");
        for (var i = 0; i < file.AlwaysNeed.Length; i++)
        {
            var path = FaultList.At("alwaysNeed", i);
            var on = Words.Event(file.AlwaysNeed[i].On);
            if (check.Word(on, path + ".on"))
                alwaysNeed.AddRange(
                    check.Words(Words.Datum, file.AlwaysNeed[i].Data, path + ".data").Select(datum => new NeedRail(on, datum))
                );
        }

        for (var i = 0; i < file.AlwaysTell.Length; i++)
        {
            var path = FaultList.At("alwaysTell", i);
            var on = Words.Event(file.AlwaysTell[i].On);
            if (check.Word(on, path + ".on"))
                alwaysTell.AddRange(
                    check.Words(Words.Recipient, file.AlwaysTell[i].Recipients, path + ".recipients").Select(to => new TellRail(on, to))
                );
        }

        for (var i = 0; i < file.Notices.Length; i++)
        {
            var path = FaultList.At("notices", i);
            var kind = Words.Notice(file.Notices[i].Kind);
            if (check.Word(kind, path + ".kind"))
                notices.AddRange(
                    check.Words(Words.NoticeDatum, file.Notices[i].Needs, path + ".needs").Select(datum => new NoticeRail(kind, datum))
                );
        }

        acknowledge = new(file.AcknowledgeWithin, check, "$.acknowledgeWithin");
        escalate = new(file.EscalateAfter, check, "$.escalateAfter");
        assess = new(file.AssessWithin, check, "$.assessWithin");
        arrange = new(file.ArrangeWithin, check, "$.arrangeWithin");
    }

    public void CheckAlert(AlertRule rule, FaultList check, string path)
    {
        check.Require(acknowledge.Holds(rule.AcknowledgeWithin), path + ".acknowledgeWithin", DirectoryRule.ClockOutsideRails);
        check.Require(escalate.Holds(rule.EscalateAfter), path + ".escalateAfter", DirectoryRule.ClockOutsideRails);
        check.Require(
            alwaysNeed.TrueForAll(rail => !rule.On.Contains(rail.On) || rule.Needs.Contains(rail.Datum)),
            path + ".needs",
            DirectoryRule.RailDatumMissing
        );
        check.Require(
            alwaysTell.TrueForAll(rail => !rule.On.Contains(rail.On) || rule.Tell.Contains(rail.Recipient)),
            path + ".tell",
            DirectoryRule.RailRecipientMissing
        );
    }

    public void CheckPlace(IReadOnlyCollection<AlertEvent> alerts, FaultList check) =>
        check.Require(alwaysAlertOn.TrueForAll(alerts.Contains), "$.alerts", DirectoryRule.AlertMissing);

    public void CheckClock(ClockRule rule, FaultList check, string path)
    {
        var rail = rule.Kind is ClockKind.Assess ? assess : arrange;
        check.Require(rule.Within is not { } within || rail.Holds(within), path + ".within", DirectoryRule.ClockOutsideRails);
    }

    public void CheckNotice(NoticeRule rule, FaultList check, string path) =>
        check.Require(
            notices.TrueForAll(rail => rail.Kind != rule.Kind || rule.Needs.Contains(rail.Datum)),
            path + ".needs",
            DirectoryRule.NoticeDatumMissing
        );

    private sealed record NeedRail(AlertEvent On, AlertDatum Datum);

    private sealed record TellRail(AlertEvent On, AlertRecipient Recipient);

    private sealed record NoticeRail(NoticeKind Kind, NoticeDatum Datum);
}
