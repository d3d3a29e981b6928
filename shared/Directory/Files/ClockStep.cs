namespace IntegrationHub.Directory.Files;

/// <summary>The clocks of one place's rules.</summary>
internal static class ClockStep
{
    /// <summary>More hours than a working day has would leave open whether days or hours are meant.</summary>
    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(8);

    public static List<ClockRule> Read(
        RulesFile file,
        IReadOnlyList<AlertRule> alerts,
        HashSet<string> ruleIds,
        GuardRails? rails,
        FaultList check
    )
    {
        var clocks = new List<ClockRule>();
        var items = file.Clocks ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            var path = FaultList.At("clocks", i);
            if (ReadClock(items[i], check, path) is not { } rule)
                continue;
            check.Require(ruleIds.Add(rule.Id), path + ".id", DirectoryRule.IdTwice);
            check.Require(clocks.TrueForAll(other => other.Kind != rule.Kind), path + ".kind", DirectoryRule.ClockTwice);
            rails?.CheckClock(rule, check, path);
            if (rule.Kind is ClockKind.Acknowledge)
                CheckAlerts(rule, alerts, check, path);
            clocks.Add(rule);
        }

        return clocks;
    }

    private static ClockRule? ReadClock(ClockItem item, FaultList check, string path)
    {
        var good = check.Id(item.Id, path + ".id");
        var kind = Words.Clock(item.Kind);
        good &= check.Word(kind, path + ".kind");
        var working = item.Days is "working";
        good &= check.Require(working || item.Days is "calendar", path + ".days", DirectoryRule.NotInClosedSet);
        TimeSpan? within = null;
        if (item.Within is { } text)
        {
            good &= check.Duration(text, path + ".within", out var time);
            within = time;
        }

        var warn = TimeSpan.Zero;
        if (item.WarnBefore is { } before)
            good &= check.Duration(before, path + ".warnBefore", out warn);
        var escalateTo = check.Words(Words.Escalation, item.EscalateTo, path + ".escalateTo");
        check.Require(escalateTo.Count > 0, path + ".escalateTo", DirectoryRule.ListEmpty);
        var paused = check.Words(Words.Pause, item.PausedWhile ?? [], path + ".pausedWhile");
        if (!good || !check.Require(within is null == (kind is ClockKind.Acknowledge), path + ".within", DirectoryRule.ClockWithin))
            return null;

        if (within is { } whole)
            check.Require(warn < whole, path + ".warnBefore", DirectoryRule.ClockOrder);
        if (working)
            check.Require(IsOfWorkingDays(within ?? TimeSpan.Zero) && IsOfWorkingDays(warn), path + ".within", DirectoryRule.WorkingHours);
        return new(item.Id, kind, within, working, warn, [.. escalateTo], [.. paused]);
    }

    /// <summary>The clock to acknowledge says how the alert rules' times are counted, so theirs must be countable that way.</summary>
    private static void CheckAlerts(ClockRule rule, IReadOnlyList<AlertRule> alerts, FaultList check, string path)
    {
        check.Require(alerts.All(alert => rule.WarnBefore < alert.AcknowledgeWithin), path + ".warnBefore", DirectoryRule.ClockOrder);
        if (rule.InWorkingDays)
        {
            check.Require(
                alerts.All(alert => IsOfWorkingDays(alert.AcknowledgeWithin) && IsOfWorkingDays(alert.EscalateAfter)),
                path + ".days",
                DirectoryRule.WorkingHours
            );
        }
    }

    private static bool IsOfWorkingDays(TimeSpan time) => time - TimeSpan.FromDays(time.Days) < WorkingDay;
}
