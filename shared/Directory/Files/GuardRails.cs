namespace IntegrationHub.Directory.Files;

/// <summary>What the system asks of every place's rules.</summary>
internal sealed class GuardRails
{
    private readonly List<AlertEvent> alwaysAlertOn;
    private readonly List<NeedRail> alwaysNeed = [];
    private readonly List<TellRail> alwaysTell = [];
    private readonly Clock acknowledge;
    private readonly Clock escalate;

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

        acknowledge = new(file.AcknowledgeWithin, check, "$.acknowledgeWithin");
        escalate = new(file.EscalateAfter, check, "$.escalateAfter");
    }

    public void CheckAlert(AlertRule rule, FaultList check, string path)
    {
        check.Require(acknowledge.Holds(rule.AcknowledgeWithin), path + ".acknowledgeWithin", DirectoryRule.ClockOutsideRails);
        check.Require(escalate.Holds(rule.EscalateAfter), path + ".escalateAfter", DirectoryRule.ClockOutsideRails);
        check.Require(
            alwaysNeed.TrueForAll(rail => rail.On != rule.On || rule.Needs.Contains(rail.Datum)),
            path + ".needs",
            DirectoryRule.RailDatumMissing
        );
        check.Require(
            alwaysTell.TrueForAll(rail => rail.On != rule.On || rule.Tell.Contains(rail.Recipient)),
            path + ".tell",
            DirectoryRule.RailRecipientMissing
        );
    }

    public void CheckPlace(IReadOnlyCollection<AlertEvent> alerts, FaultList check) =>
        check.Require(alwaysAlertOn.TrueForAll(alerts.Contains), "$.alerts", DirectoryRule.AlertMissing);

    private sealed class Clock
    {
        private readonly TimeSpan shortest;
        private readonly TimeSpan longest;
        private readonly bool known;

        public Clock(RailClockItem item, FaultList check, string path)
        {
            // Both are read before they are compared, so that both can be faulted.
            known =
                check.Duration(item.Shortest, path + ".shortest", out shortest)
                & check.Duration(item.Longest, path + ".longest", out longest);
            if (known)
                known = check.Require(shortest <= longest, path, DirectoryRule.ClockOrder);
        }

        public bool Holds(TimeSpan clock) => !known || clock >= shortest && clock <= longest;
    }

    private sealed record NeedRail(AlertEvent On, AlertDatum Datum);

    private sealed record TellRail(AlertEvent On, AlertRecipient Recipient);
}
