namespace IntegrationHub.Directory.Files;

/// <summary>Each place's local rules, held against the guard rails.</summary>
internal sealed class RulesStep
{
    private readonly PlaceStep places;
    private readonly HubStep hubs;
    private readonly OrganisationStep organisations;
    private readonly GuardRails? rails;
    private readonly ICollection<DirectoryFault> faults;
    private readonly HashSet<string> ruleIds = new(StringComparer.Ordinal);

    public RulesStep(
        DirectoryFiles files,
        PlaceStep places,
        OrganisationStep organisations,
        HubStep hubs,
        ICollection<DirectoryFault> faults
    )
    {
        this.places = places;
        this.hubs = hubs;
        this.organisations = organisations;
        this.faults = faults;
        if (files.GuardRails.Content is { } content)
            rails = new GuardRails(content, new FaultList(files.GuardRails.File, faults));
        var complete = files.Rules.All(file => file.Content is not null);
        Rules = new(complete);
        foreach (var file in files.Rules)
            ReadRules(file);
        foreach (var place in places.Places.Rows.Keys.Where(id => complete && !Rules.Rows.ContainsKey(id)))
            new FaultList($"places/{place}.json", faults).Add("$.id", DirectoryRule.PlaceWithoutRules);
    }

    public References<PlaceRules> Rules { get; }

    private void ReadRules(Read<RulesFile> file)
    {
        if (file.Content is not { } item)
            return;
        var check = new FaultList(file.File, faults);
        check.Require(string.Equals(file.File, $"rules/{item.Place}.json", StringComparison.Ordinal), "$.place", DirectoryRule.FileName);
        places.Places.Find(item.Place, check, "$.place", DirectoryRule.UnknownPlace, out _);
        var alerts = ReadAlerts(item, check);
        rails?.CheckPlace([.. alerts.SelectMany(rule => rule.On)], check);
        var clocks = ClockStep.Read(item, alerts, ruleIds, rails, check);
        var notices = NoticeStep.Read(item, organisations, rails, check);
        if (!hubs.Hubs.Find(item.DischargeHub, check, "$.dischargeHub", DirectoryRule.UnknownDischargeHub, out var hub))
            return;
        check.Require(string.Equals(hub.PlaceId, item.Place, StringComparison.Ordinal), "$.dischargeHub", DirectoryRule.HubOfOtherPlace);
        var rules = new PlaceRules(item.Place, hub, [.. alerts]) { Clocks = [.. clocks], Notices = notices };
        check.Require(Rules.Add(item.Place, rules), "$.place", DirectoryRule.IdTwice);
    }

    private List<AlertRule> ReadAlerts(RulesFile file, FaultList check)
    {
        var alerts = new List<AlertRule>(file.Alerts.Length);
        for (var i = 0; i < file.Alerts.Length; i++)
        {
            var path = FaultList.At("alerts", i);
            if (ReadAlert(file.Alerts[i], check, path) is not { } rule)
                continue;
            check.Require(ruleIds.Add(rule.Id), path + ".id", DirectoryRule.IdTwice);
            for (var at = 0; at < rule.On.Length; at++)
                check.Require(alerts.TrueForAll(other => !other.On.Contains(rule.On[at])), $"{path}.on[{at}]", DirectoryRule.AlertTwice);
            rails?.CheckAlert(rule, check, path);
            alerts.Add(rule);
        }

        return alerts;
    }

    private static AlertRule? ReadAlert(AlertItem item, FaultList check, string path)
    {
        var good = check.Id(item.Id, path + ".id");
        var on = check.Words(Words.Event, item.On, path + ".on");
        good &= check.Require(on.Count > 0, path + ".on", DirectoryRule.ListEmpty);
        good &= check.Duration(item.AcknowledgeWithin, path + ".acknowledgeWithin", out var acknowledge);
        good &= check.Duration(item.EscalateAfter, path + ".escalateAfter", out var escalate);
        var needs = check.Words(Words.Datum, item.Needs, path + ".needs");
        var tell = check.Words(Words.Recipient, item.Tell, path + ".tell");
        if (!good)
            return null;
        check.Require(acknowledge <= escalate, path + ".escalateAfter", DirectoryRule.ClockOrder);
        return new(item.Id, [.. on], acknowledge, escalate, [.. needs], [.. tell]);
    }
}
