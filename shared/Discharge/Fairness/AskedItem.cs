using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Clocks;

namespace IntegrationHub.Discharge.Fairness;

/// <summary>Something that an organisation was asked for: an alert to acknowledge, an assessment to do. NHS and council on one scale.</summary>
/// <param name="Organisation">ODS code of who is asked: the host of the discharge hub, or whoever an assessment is asked of.</param>
/// <param name="AnsweredAt">When the alert was acknowledged, the assessment done; null while it is waited for.</param>
/// <param name="DueAt">By when it was to be; null where no clock is on it.</param>
public sealed record AskedItem(string Organisation, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? DueAt)
{
    /// <summary>Answered after it was due. What is still waited for is late by the clock of whoever looks.</summary>
    public bool AnsweredLate => AnsweredAt > DueAt;

    /// <summary>Pure: all that was asked in a case. An alert that a newer one made needless before anybody took it was asked of nobody.</summary>
    internal static IReadOnlyList<AskedItem> Of(DischargeCase of, IReadOnlyList<CaseClock> clocks, HubDirectory directory)
    {
        var asked = new List<AskedItem>();
        foreach (var alert in of.Alerts)
        {
            if (alert is { SupersededBy: not null, AcknowledgedAt: null })
                continue;
            if (directory.DischargeHubs.TryGetValue(alert.Hub, out var hub))
                asked.Add(
                    new(
                        hub.Host.Value,
                        alert.At,
                        alert.AcknowledgedAt,
                        clocks.FirstOrDefault(clock => clock.Alert == alert.Id && clock.Hub == alert.Hub)?.DueAt
                    )
                );
        }

        if (of.Assessment is { } assessment && (assessment.Of ?? of.Council) is { } organisation)
            asked.Add(
                new(
                    organisation,
                    assessment.AskedAt,
                    assessment.DoneAt,
                    clocks.FirstOrDefault(clock => clock.Kind is ClockKind.Assess)?.DueAt
                )
            );
        return asked;
    }
}
