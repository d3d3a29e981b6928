using Hl7.Fhir.Model;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// Pure: what one version of an Encounter says of its stay. The status counts; where it is <c>unknown</c> the trigger of the message
/// counts, and where that says nothing either, the period.
/// </summary>
internal static class EncounterStay
{
    /// <summary>
    /// v3-ActCode classes that are a stay in a hospital bed. A visit to a clinic, a call or a visit at home ends too, but nobody is
    /// discharged by it.
    /// </summary>
    private static readonly HashSet<string> InpatientClasses = new(StringComparer.Ordinal) { "IMP", "ACUTE", "NONAC", "SS", "OBSENC" };

    /// <summary>By the ends of their addresses: senders put UK Core's extensions under several hosts.</summary>
    private const string AdmissionMethod = "/Extension-UKCore-AdmissionMethod";

    private const string DischargeMethod = "/Extension-UKCore-DischargeMethod";

    /// <summary>R5's Encounter.plannedEndDate, as R4 carries it.</summary>
    private const string PlannedEnd = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate";

    /// <summary>UK Core DischargeDestinationEngland: another hospital of the NHS.</summary>
    private static readonly HashSet<string> OtherHospital = new(StringComparer.Ordinal) { "49", "50", "51", "52", "53" };

    internal static bool IsInpatient(Encounter encounter) => encounter.Class?.Code is { } code && InpatientClasses.Contains(code);

    internal static IReadOnlyList<StayFact> Facts(Encounter encounter, StayContext context)
    {
        var start = FhirTimes.Instant(encounter.Period?.Start);
        var end = FhirTimes.LatestInstant(encounter.Period?.End);
        var status = StatusOf(encounter, start, end, context);
        return status switch
        {
            StayStatus.Planned => [Planned(encounter, start ?? context.SaidAt, context), .. ExpectedEnd(encounter, context)],
            StayStatus.Open =>
            [
                .. InHospital(encounter, start, start ?? context.SaidAt, context),
                .. ByTrigger(encounter, context),
                .. ExpectedEnd(encounter, context),
            ],
            StayStatus.Finished =>
            [
                .. InHospital(encounter, start, start ?? end ?? context.SaidAt, context),
                .. ExpectedEnd(encounter, context),
                Left(encounter, end ?? context.SaidAt, context),
            ],
            StayStatus.Cancelled => [new(StayFactKind.AdmissionCancelled, context.SaidAt)],
            _ => [],
        };
    }

    private static StayStatus StatusOf(Encounter encounter, DateTimeOffset? start, DateTimeOffset? end, StayContext context)
    {
        var told = encounter.Status switch
        {
            Encounter.EncounterStatus.Planned => StayStatus.Planned,
            Encounter.EncounterStatus.Arrived
            or Encounter.EncounterStatus.Triaged
            or Encounter.EncounterStatus.InProgress
            or Encounter.EncounterStatus.Onleave => StayStatus.Open,
            Encounter.EncounterStatus.Finished => StayStatus.Finished,
            Encounter.EncounterStatus.Cancelled => StayStatus.Cancelled,
            Encounter.EncounterStatus.EnteredInError => StayStatus.InError,
            _ => AdtTrigger.StatusOf(context.Trigger) ?? StayStatus.Unknown,
        };
        if (told is not StayStatus.Unknown)
            return told;
        if (FhirTimes.Instant(encounter.Period?.End) <= context.SaidAt)
            return StayStatus.Finished;
        return start is null && end is null ? StayStatus.Unknown
            : start > context.SaidAt ? StayStatus.Planned
            : StayStatus.Open;
    }

    private static StayFact Planned(Encounter encounter, DateTimeOffset at, StayContext context)
    {
        var (first, _) = StayLocations.Of(encounter, at, context);
        return new(StayFactKind.Planned, at)
        {
            Ward = first?.Ward,
            Site = first?.Site,
            Code = StayCodes.Kept(Find(encounter.Hospitalization?.Extension, AdmissionMethod), "AdmissionMethod"),
        };
    }

    private static IEnumerable<StayFact> InHospital(Encounter encounter, DateTimeOffset? start, DateTimeOffset at, StayContext context)
    {
        var hospital = encounter.Hospitalization;
        var (first, moves) = StayLocations.Of(encounter, start, context);
        // A transfer that does not date the new ward happened when it was told.
        var isMove =
            context.Trigger is AdtTrigger.Transfer
            && encounter.Status is not Encounter.EncounterStatus.Finished
            && first is { From: null }
            && moves.Count == 0;
        yield return new(StayFactKind.Admitted, at)
        {
            Ward = isMove ? null : first?.Ward,
            Site = isMove ? null : first?.Site,
            Code = StayCodes.Kept(Find(hospital?.Extension, AdmissionMethod), "AdmissionMethod"),
            AdmissionSource = StayCodes.Kept(hospital?.AdmitSource, "SourceOfAdmission"),
            Organisation = context.OrganisationOf(hospital?.Origin) is { } origin && !context.IsOwn(origin) ? origin.Value : null,
        };
        foreach (var move in moves)
            yield return move;
        if (isMove)
            yield return StayLocations.Move(context.SaidAt, first!);
    }

    private static IEnumerable<StayFact> ByTrigger(Encounter encounter, StayContext context) =>
        context.Trigger is AdtTrigger.CancelDischarge ? [new(StayFactKind.DischargeCancelled, context.SaidAt)] : [];

    private static StayFact Left(Encounter encounter, DateTimeOffset at, StayContext context)
    {
        var hospital = encounter.Hospitalization;
        var method = Find(encounter.Extension, DischargeMethod);
        var destination = StayCodes.Kept(hospital?.DischargeDisposition, "DischargeDestination");
        var to = context.OrganisationOf(hospital?.Destination);
        var kind =
            StayCodes.IsDeath(method) ? StayFactKind.Died
            : to is { } organisation && IsOtherTrust(organisation, destination, context) ? StayFactKind.TransferredOut
            : StayFactKind.Discharged;
        return new(kind, at)
        {
            Code = StayCodes.Kept(method, "DischargeMethod"),
            Destination = destination,
            Organisation = to is { } named && !context.IsOwn(named) ? named.Value : null,
        };
    }

    private static bool IsOtherTrust(OdsCode organisation, string? destination, StayContext context) =>
        !context.IsOwn(organisation)
        && (
            context.Directory.Find(organisation) is { } known
                ? known.Kind is OrganisationKind.Trust or OrganisationKind.Site
                : destination is not null && OtherHospital.Contains(destination)
        );

    private static IEnumerable<StayFact> ExpectedEnd(Encounter encounter, StayContext context)
    {
        var told = encounter.Extension.Find(extension => extension?.Url is PlannedEnd)?.Value;
        return (told as FhirDateTime)?.Value is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var date)
            ?
            [
                new(
                    StayFactKind.ExpectedDischarge,
                    encounter.Meta?.LastUpdated is { } changed && changed < context.SaidAt ? changed : context.SaidAt
                )
                {
                    Date = date,
                },
            ]
            : [];
    }

    private static DataType? Find(List<Extension>? extensions, string end) =>
        extensions?.Find(extension => extension?.Url?.EndsWith(end, StringComparison.Ordinal) is true)?.Value;
}
