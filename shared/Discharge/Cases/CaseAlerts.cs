using System.Globalization;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Cases;

/// <summary>An alert to raise, before the place's rules and the hubs are asked.</summary>
/// <param name="Kind">One of <see cref="CaseAlertKind"/>.</param>
/// <param name="Content">What makes its id, with kind and stay.</param>
/// <param name="OccurredAt">FHIR date or dateTime; null where it is not known.</param>
/// <param name="Supersedes">Kinds of older alerts of the case that it makes needless.</param>
public sealed record CaseAlertDecision(string Kind, string Content, string? OccurredAt, IReadOnlyList<string> Supersedes);

/// <summary>Pure: which alerts a commit raises, what they are called, and which older ones they make needless.</summary>
public static class CaseAlerts
{
    /// <summary>
    /// The alert's id, <c>{recordId}.{16 characters}</c>: of kind, stay and content, so that a projection that is done again finds the
    /// same. What the case raised already and raises once more (discharged, cancelled, discharged at the same minute) is counted.
    /// </summary>
    /// <param name="raised">Alerts that the case raised before.</param>
    public static string IdOf(string caseId, string kind, string content, IReadOnlyList<RaisedAlert> raised)
    {
        ArgumentNullException.ThrowIfNull(caseId);
        ArgumentNullException.ThrowIfNull(raised);
        var stay = CaseFold.StayOf(caseId);
        for (var earlier = 0; ; earlier++)
        {
            var id = $"{caseId[..^(stay.Length + 1)]}.{Tail(kind, stay, content, earlier)}";
            if (!raised.Any(alert => string.Equals(alert.Id, id, StringComparison.Ordinal)))
                return id;
        }
    }

    private static string Tail(string kind, string stay, string content, int earlier)
    {
        Span<byte> hash = stackalloc byte[32];
        if (earlier == 0)
            FramedHash.Sha256(hash, kind, stay, content);
        else
            FramedHash.Sha256(hash, kind, stay, content, earlier.ToString(CultureInfo.InvariantCulture));
        return Base32.Encode(hash[..10]);
    }

    /// <summary>Puts new alerts behind the case's older ones, one for each hub under the same id, and marks what they supersede.</summary>
    /// <param name="before">The case with the alerts it raised so far; null where it is new.</param>
    /// <param name="decisions">What is raised, in order.</param>
    /// <param name="at">When the message that raised them came in.</param>
    public static DischargeCase Apply(
        DischargeCase? before,
        DischargeCase after,
        IReadOnlyList<CaseAlertDecision> decisions,
        IReadOnlyList<string> hubs,
        DateTimeOffset at
    )
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(hubs);
        var alerts = (before?.Alerts ?? []).Select(alert => alert with { AcknowledgedAt = AcknowledgedAt(after, alert.Id) }).ToList();
        foreach (var decision in decisions)
        {
            var id = IdOf(after.Id, decision.Kind, decision.Content, alerts);
            for (var i = 0; i < alerts.Count; i++)
                if (IsMadeNeedless(alerts[i], decision))
                    alerts[i] = alerts[i] with { SupersededBy = id };
            alerts.AddRange(hubs.Select(hub => new RaisedAlert(id, decision.Kind, hub, at, null)));
        }

        return after with
        {
            Alerts = alerts,
        };
    }

    /// <inheritdoc cref="CaseChanges.Of"/>
    public static IReadOnlyList<CaseAlertDecision> Between(DischargeCase? before, DischargeCase after, StayCommit commit) =>
        CaseChanges.Of(before, after, commit);

    /// <summary>What somebody acknowledged has done its work, and stands as it was.</summary>
    private static bool IsMadeNeedless(RaisedAlert alert, CaseAlertDecision decision) =>
        alert is { SupersededBy: null, AcknowledgedAt: null } && decision.Supersedes.Contains(alert.Kind, StringComparer.Ordinal);

    private static DateTimeOffset? AcknowledgedAt(DischargeCase stay, string alert) =>
        stay
            .Work.Where(work => work.Kind is StayFactKind.AlertAcknowledged or StayFactKind.AlertCompleted)
            .Where(work => string.Equals(work.Alert, alert, StringComparison.Ordinal))
            .Select(work => (DateTimeOffset?)work.At)
            .FirstOrDefault();
}
