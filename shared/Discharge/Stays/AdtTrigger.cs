using Hl7.Fhir.Model;

namespace IntegrationHub.Discharge.Stays;

/// <summary>What a status of an Encounter, or the trigger of its message, says of a stay.</summary>
internal enum StayStatus
{
    Planned = 1,

    /// <summary>The person is in hospital, or on leave from it.</summary>
    Open,
    Finished,
    Cancelled,
    InError,
    Unknown,
}

/// <summary>
/// Pure: triggers of HL7 v2 ADT messages (v2-0003), as UK messages carry them in MessageHeader.reason. A04 and A08 as HL7's own
/// v2-to-FHIR map has them, A06, A07, A14, A16, A25 and A27, which it lacks, as Microsoft's converter has them.
/// </summary>
internal static class AdtTrigger
{
    internal const string Transfer = "A02";
    internal const string CancelDischarge = "A13";

    private const string System = "http://terminology.hl7.org/CodeSystem/v2-0003";

    /// <summary>The first trigger that the hub knows; null where the header has none.</summary>
    internal static string? Of(MessageHeader? header) =>
        header?.Reason?.Coding.Find(coding => coding.System is System && StatusOf(coding.Code) is not null)?.Code;

    /// <summary>The Encounter.status that a trigger stands for; null for what is no trigger of a stay.</summary>
    internal static StayStatus? StatusOf(string? trigger) =>
        trigger switch
        {
            "A01" or Transfer or "A06" or "A07" or CancelDischarge or "A16" or "A25" => StayStatus.Open,
            "A03" => StayStatus.Finished,
            "A04" or "A05" or "A14" => StayStatus.Planned,
            "A08" => StayStatus.Unknown,
            "A11" or "A27" => StayStatus.Cancelled,
            _ => null,
        };

    /// <summary>
    /// Whether the trigger alone says that the visit is a stay in a bed, whatever its class. A04 (registered) and A07 (now an
    /// outpatient) say rather that it is none; A08 says nothing.
    /// </summary>
    internal static bool MeansStay(string? trigger) =>
        trigger is "A01" or Transfer or "A03" or "A05" or "A06" or "A11" or CancelDischarge or "A14" or "A16" or "A25" or "A27";
}
