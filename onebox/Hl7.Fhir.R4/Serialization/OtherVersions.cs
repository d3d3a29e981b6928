using System.Text;

namespace Hl7.Fhir.Serialization;

/// <summary>What gives away a resource of DSTU2, STU3 or R5: its type, its profiles, or elements that only that version has.</summary>
internal static class OtherVersions
{
    private const string Dstu2 = "DSTU2";
    private const string Stu3 = "STU3";
    private const string Dstu2OrStu3 = "DSTU2 or STU3";
    private const string R5 = "R5";

    /// <summary>The version of a resource type that R4 does not have, or null.</summary>
    public static string? OfType(ReadOnlySpan<byte> name) =>
        name.Length > 64
            ? null
            : Encoding.UTF8.GetString(name) switch
            {
                "Conformance"
                or "DeviceUseRequest"
                or "DiagnosticOrder"
                or "ImagingObjectSelection"
                or "MedicationOrder"
                or "Order"
                or "OrderResponse" => Dstu2,
                "BodySite"
                or "DataElement"
                or "DeviceComponent"
                or "EligibilityRequest"
                or "EligibilityResponse"
                or "ProcedureRequest"
                or "ProcessRequest"
                or "ProcessResponse"
                or "ReferralRequest" => Dstu2OrStu3,
                "ExpansionProfile" or "ImagingManifest" or "Sequence" or "ServiceDefinition" => Stu3,
                "ActorDefinition"
                or "ArtifactAssessment"
                or "BiologicallyDerivedProductDispense"
                or "ConditionDefinition"
                or "DeviceAssociation"
                or "DeviceDispense"
                or "DeviceUsage"
                or "EncounterHistory"
                or "FormularyItem"
                or "GenomicStudy"
                or "ImagingSelection"
                or "InventoryItem"
                or "InventoryReport"
                or "NutritionIntake"
                or "Permission"
                or "Requirements"
                or "SubscriptionTopic"
                or "TestPlan"
                or "Transport" => R5,
                "AdministrableProductDefinition"
                or "Citation"
                or "ClinicalUseDefinition"
                or "EvidenceReport"
                or "Ingredient"
                or "ManufacturedItemDefinition"
                or "MedicinalProductDefinition"
                or "NutritionProduct"
                or "PackagedProductDefinition"
                or "RegulatedAuthorization"
                or "SubscriptionStatus"
                or "SubstanceDefinition" => "R4B or R5",
                _ => null,
            };

    /// <summary>The version that a profile's address names, or null. Publishers in the UK put it in the path; HL7 may put its number there.</summary>
    public static string? OfProfile(string? profile) =>
        profile is null ? null
        : profile.Contains("/STU3/", StringComparison.OrdinalIgnoreCase) ? Stu3
        : profile.Contains("/DSTU2/", StringComparison.OrdinalIgnoreCase) ? Dstu2
        : profile.Contains("/R5/", StringComparison.OrdinalIgnoreCase) ? R5
        : Numbered(profile);

    private static string? Numbered(string profile) =>
        !profile.StartsWith("http://hl7.org/fhir/", StringComparison.Ordinal) ? null
        : profile.StartsWith("http://hl7.org/fhir/1.0/", StringComparison.Ordinal) ? Dstu2
        : profile.StartsWith("http://hl7.org/fhir/3.0/", StringComparison.Ordinal) || profile.EndsWith("|3.0.2", StringComparison.Ordinal)
            ? Stu3
        : profile.StartsWith("http://hl7.org/fhir/5.0/", StringComparison.Ordinal) || profile.EndsWith("|5.0.0", StringComparison.Ordinal)
            ? R5
        : null;

    /// <summary>The version whose definition of this type has an element that R4's has not, or null. Only elements that senders really use.</summary>
    public static string? OfElement(string type, ReadOnlySpan<byte> element) =>
        element.Length > 40
            ? null
            : (type, Encoding.UTF8.GetString(element)) switch
            {
                ("Patient", "animal") => Dstu2OrStu3,
                ("Encounter", "incomingReferral") => Stu3,
                ("Encounter", "indication") => Dstu2OrStu3,
                (
                    "Encounter",
                    "actualPeriod"
                        or "plannedStartDate"
                        or "plannedEndDate"
                        or "subjectStatus"
                        or "virtualService"
                        or "admission"
                ) => R5,
                ("Condition", "assertedDate") => Stu3,
                ("Condition", "dateRecorded") => Dstu2,
                ("AllergyIntolerance", "assertedDate") => Stu3,
                ("AllergyIntolerance", "substance" or "recordedDate") => Dstu2,
                ("Immunization", "notGiven" or "explanation" or "vaccinationProtocol") => Stu3,
                ("Immunization", "wasNotGiven") => Dstu2,
                ("MedicationRequest", "context" or "definition") => Stu3,
                ("MedicationRequest" or "MedicationStatement" or "MedicationAdministration" or "MedicationDispense", "medication") => R5,
                ("MedicationStatement", "taken" or "reasonNotTaken") => Stu3,
                ("MedicationStatement", "wasNotTaken") => Dstu2,
                ("Procedure", "notDone" or "definition") => Stu3,
                ("Procedure", "notPerformed") => Dstu2,
                ("Procedure", "occurrenceDateTime" or "occurrencePeriod") => R5,
                ("Observation", "comment" or "related") => Dstu2OrStu3,
                ("Observation", "comments") => Dstu2,
                ("Observation", "triggeredBy" or "instantiatesCanonical") => R5,
                ("DocumentReference", "indexed" or "class") => Dstu2OrStu3,
                ("CarePlan", "definition" or "context") => Stu3,
                ("CarePlan#Activity", "plannedActivityReference" or "performedActivity") => R5,
                ("Appointment", "indication") => Dstu2OrStu3,
                ("Coverage", "paymentBy") => R5,
                _ => null,
            };
}
