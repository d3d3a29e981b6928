using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge;

/// <summary>What a message says of a hospital stay, as far as discharge alerts ask.</summary>
/// <param name="Stay">The Encounter it is kept under at its sender.</param>
/// <param name="Order">The version it comes from: an older one never speaks over a newer.</param>
/// <param name="DischargedAt">FHIR dateTime; null while the person is still in hospital.</param>
public sealed record StayChange(ResourceKey Stay, VersionOrder Order, bool Discharged, string? DischargedAt)
{
    /// <param name="isDischargeMessage">The message itself is an A03: then the class does not matter.</param>
    public static StayChange? Of(Encounter encounter, OdsCode sender, string sourceId, VersionOrder order, bool isDischargeMessage)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        if (!isDischargeMessage && !EncounterStay.IsInpatient(encounter))
            return null;
        var discharged = encounter.Status is Encounter.EncounterStatus.Finished;
        return new StayChange(ResourceKey.Of(sender, "Encounter", sourceId), order, discharged, discharged ? encounter.Period?.End : null);
    }

    /// <summary>Whether a message's header says that it tells of a discharge (HL7 v2 trigger A03 in the reason).</summary>
    public static bool IsDischargeMessage(MessageHeader? header) =>
        header?.Reason?.Coding.Exists(coding => coding.Code == "A03" && coding.System is "http://terminology.hl7.org/CodeSystem/v2-0003")
            is true;
}
