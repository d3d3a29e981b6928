using System.Globalization;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Cases;

/// <summary>Pure: a case's history in words.</summary>
public static class HistoryMoments
{
    /// <returns>In the order of the history.</returns>
    public static IReadOnlyList<HistoryMoment> Of(IReadOnlyList<CaseHistoryEntry> history, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return [.. history.Select(entry => Of(entry, directory))];
    }

    private static HistoryMoment Of(CaseHistoryEntry entry, HubDirectory directory)
    {
        var conflicts = entry.Conflicts.Select(code => CaseConflicts.System.Find(code)?.Display ?? code);
        string?[] details = [DetailOf(entry.Fact, directory), .. conflicts];
        return new HistoryMoment(
            entry.Fact.At,
            entry.KnownAt,
            WhatOf(entry.Fact),
            details.Any(detail => detail is not null) ? string.Join(". ", details.OfType<string>()) : null,
            entry.Teller,
            entry.Conflicts.Count > 0,
            !entry.Stands
        );
    }

    private static string WhatOf(StayFact fact) =>
        fact.Kind switch
        {
            StayFactKind.Planned => "Expected in hospital",
            StayFactKind.Admitted => "Admitted",
            StayFactKind.Moved => "Moved to another ward",
            StayFactKind.ExpectedDischarge when fact.Date is null => "Expected discharge date taken back",
            StayFactKind.ExpectedDischarge => "Expected discharge date",
            StayFactKind.CriteriaMet => "Ward round: meets the criteria to reside",
            StayFactKind.CriteriaNotMet => "Ward round: no longer meets the criteria to reside",
            StayFactKind.ReferredToHub => "Referred to the discharge hub",
            StayFactKind.PathwayProposed => "Pathway proposed",
            StayFactKind.PathwayAgreed => "Pathway agreed",
            StayFactKind.AssessmentAsked => "Assessment asked",
            StayFactKind.AssessmentAccepted => "Assessment accepted",
            StayFactKind.AssessmentDeclined => "Assessment declined",
            StayFactKind.AssessmentDone => "Assessment done",
            StayFactKind.Arranged => "Care arranged",
            StayFactKind.Delayed => "Delayed",
            StayFactKind.DelayEnded => "Delay ended",
            StayFactKind.AlertClaimed => "Alert taken",
            StayFactKind.AlertAcknowledged => "Alert acknowledged",
            StayFactKind.AlertHandedBack => "Alert handed back",
            StayFactKind.AlertEscalated => "Alert escalated",
            StayFactKind.AlertCompleted => "Alert completed",
            StayFactKind.PassedToHub => "Passed on to another discharge hub",
            StayFactKind.Withdrawn => "Withdrawn from the hub's list",
            StayFactKind.NoticeGiven => "Notice given",
            StayFactKind.NoticeAnswered => "Notice answered",
            StayFactKind.Discharged => "Discharged",
            StayFactKind.Died => "Died",
            StayFactKind.TransferredOut => "Transferred to another trust",
            StayFactKind.AdmissionCancelled => "Admission cancelled",
            StayFactKind.DischargeCancelled => "Discharge cancelled",
            _ => throw new InvalidOperationException("A fact of no known kind."),
        };

    private static string? DetailOf(StayFact fact, HubDirectory directory)
    {
        string?[] parts =
        [
            fact.Ward,
            fact.Date?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            fact.Pathway is { } pathway ? DischargePathways.System.Find(pathway.ToString(CultureInfo.InvariantCulture))?.Display : null,
            CodeOf(fact),
            fact.Organisation is { } code ? NameOf(code, directory) : null,
            fact.Kind is StayFactKind.PassedToHub && fact.Hub is { } hub
                ? directory.DischargeHubs.GetValueOrDefault(hub)?.Name ?? hub
                : null,
            fact.Kind is StayFactKind.NoticeAnswered && fact.Accepted is { } accepted ? (accepted ? "accepted" : "declined") : null,
            fact.Says ?? fact.Reason,
        ];
        return parts.Any(part => part is not null) ? string.Join(", ", parts.OfType<string>()) : null;
    }

    /// <summary>Codes of the hub's own systems in words; a source's own as it is. How somebody was admitted or left is not said here.</summary>
    private static string? CodeOf(StayFact fact) =>
        fact.Kind switch
        {
            StayFactKind.Delayed or StayFactKind.DelayEnded => DelayReasons.DisplayOf(fact.Code) ?? CaseCodeSystems.Unknown(fact.Code),
            StayFactKind.CriteriaMet or StayFactKind.CriteriaNotMet => CriteriaToReside.System.Find(fact.Code)?.Display
                ?? CaseCodeSystems.Unknown(fact.Code),
            StayFactKind.NoticeGiven or StayFactKind.NoticeAnswered or StayFactKind.AssessmentDeclined => fact.Code,
            _ => null,
        };

    private static string NameOf(string code, HubDirectory directory) =>
        OdsCode.TryParse(code, out var ods) ? directory.Find(ods)?.Name ?? code : code;
}
