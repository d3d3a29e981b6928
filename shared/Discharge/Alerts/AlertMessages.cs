using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>An alert that is raised, before it is put into words for somebody.</summary>
/// <param name="Supersedes">Ids of older alerts that it makes needless.</param>
internal sealed record AlertSaid(string Id, CaseAlertDecision Decision, IReadOnlyList<string> Supersedes)
{
    private const string AssessmentAskedKind = "assessment-asked";
    private const string NoticeGivenKind = "notice-given";

    /// <summary>ODS code of the council whose task it is; null where it is that of the case.</summary>
    internal string? Council { get; private init; }

    /// <summary>The notice that it tells of, if any.</summary>
    internal CaseNotice? Notice { get; private init; }

    /// <summary>A council's own task: no hub is told of it.</summary>
    internal static AlertSaid AssessmentAsked(DischargeCase of)
    {
        var at = of.Assessment!.AskedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var content = $"{of.Assessment.Of}|{at}";
        return CouncilTask(of, AssessmentAskedKind, content, at) with { Council = of.Assessment.Of };
    }

    /// <summary>A council's own task, too; told again where the notice now speaks of another day.</summary>
    internal static AlertSaid NoticeGiven(DischargeCase of, CaseNotice notice)
    {
        var date = notice.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var at = notice.GivenAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return CouncilTask(of, NoticeGivenKind, $"{notice.Id}|{notice.Kind}|{date}", at) with { Council = notice.To, Notice = notice };
    }

    private static AlertSaid CouncilTask(DischargeCase of, string kind, string content, string at) =>
        new(CaseAlerts.IdOf(of.Id, kind, content, []), new(kind, content, at, []), []);
}

/// <summary>Pure: alerts as messages for hubs, councils and practices. They name the record and the case, not the person.</summary>
internal static class AlertMessages
{
    private const string ContentType = "application/cloudevents+json";

    internal static OutboxMessage ToHub(
        RecordId record,
        DischargeCase of,
        AlertSaid alert,
        DischargeHub hub,
        AlertRule? rule,
        StayCommit commit
    )
    {
        var body = Event(record, of, alert, commit) with { };
        body = body with
        {
            Data = body.Data with
            {
                Place = of.Place ?? (of.HubRule is Projection.CaseHubs.SendersPlaces ? null : hub.PlaceId),
                AlertRule = rule?.Id,
                Missing = rule is null ? null : MissingOf(record, of, rule),
            },
        };
        return Message(record, body) with { Target = hub.QueueName };
    }

    /// <summary>For whoever has subscribed at those who are told: the council by its own subscription of the topic for social care, too.</summary>
    internal static IEnumerable<OutboxMessage> ToSubscribers(
        RecordId record,
        DischargeCase of,
        AlertSaid alert,
        IEnumerable<AlertRecipient> recipients,
        StayCommit commit,
        HubDirectory directory
    )
    {
        var concerns = recipients.Select(recipient => CodeOf(recipient, of, alert)).OfType<OdsCode>().Distinct().ToImmutableArray();
        if (concerns.IsEmpty)
            yield break;
        var said = Event(record, of, alert, commit);
        yield return CaseEvents
            .Of(of, record, concerns, directory, said.Id, said.Type, said.Time)
            .With(said.Source, said.Data.Kind, JsonSerializer.Serialize(said.Data, DischargeJson.Default.DischargeAlertData))
            .ToOutbox();
    }

    private static OdsCode? CodeOf(AlertRecipient recipient, DischargeCase of, AlertSaid alert) =>
        OdsCode.TryParse(
            recipient switch
            {
                AlertRecipient.Council => alert.Council ?? of.Council,
                AlertRecipient.RegisteredPractice => of.Practice,
                _ => throw new InvalidOperationException("A recipient of no known kind."),
            },
            out var code
        )
            ? code
            : null;

    private static DischargeAlertEvent Event(RecordId record, DischargeCase of, AlertSaid alert, StayCommit commit) =>
        new()
        {
            Id = alert.Id,
            Time = commit.ReceivedAt,
            Data = new(alert.Decision.Kind, record.Value, of.Place, of.HubRule, commit.Standing.Sender, alert.Decision.OccurredAt)
            {
                CaseId = of.Id,
                Supersedes = alert.Supersedes.Count > 0 ? alert.Supersedes : null,
                Notice = alert.Notice is { } notice ? $"{record}.{notice.Id}" : null,
                NoticeKind = alert.Notice?.Kind,
                LongStayRisk = alert.Decision.Kind is CaseAlertKind.Admitted ? of.LongStayRisk : null,
            },
        };

    private static OutboxMessage Message(RecordId record, DischargeAlertEvent body) =>
        new(OutboxMessage.ToQueue, body.Id)
        {
            SessionId = record.Value,
            Subject = body.Data.Kind,
            ContentType = ContentType,
            Body = JsonSerializer.Serialize(body, DischargeJson.Default.DischargeAlertEvent),
        };

    private static List<string>? MissingOf(RecordId record, DischargeCase of, AlertRule rule)
    {
        var missing = rule.Needs.Where(datum => !IsThere(datum, record, of)).Select(AlertData.NameOf).ToList();
        return missing.Count > 0 ? missing : null;
    }

    private static bool IsThere(AlertDatum datum, RecordId record, DischargeCase of) =>
        datum switch
        {
            AlertDatum.NhsNumber => record.IsMatched,
            AlertDatum.UsualAddress => of.HubRule is PlacedBy.UsualAddress,
            AlertDatum.RegisteredPractice => of.Practice is not null,
            AlertDatum.StartTime => of.AdmittedAt is not null,
            AlertDatum.EndTime => of.LeftAt is not null,
            AlertDatum.DischargeDestination => of.Destination is not null,
            _ => throw new InvalidOperationException("A datum of no known kind."),
        };
}
