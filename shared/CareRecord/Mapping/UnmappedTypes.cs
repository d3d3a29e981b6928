namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Why resources of a type never stand under a heading.</summary>
/// <param name="Code">Permanent: stored with the entry and counted.</param>
/// <param name="Why">For docs/mapping.md.</param>
internal sealed record UnmappedReason(string Code, string Why, params string[] Types);

/// <summary>The types that are left out on purpose. They are kept, and listed with the reason; what they say is in the original.</summary>
internal static class UnmappedTypes
{
    /// <summary>Says nothing of the person by itself; its name stands with the entries that refer to it, and beside the reason.</summary>
    public static readonly UnmappedReason NamedByOthers = new(
        "named-by-others",
        "it says nothing of the person by itself; its name stands with the entries that refer to it",
        "Medication",
        "Location",
        "Substance",
        "BodyStructure",
        "ResearchStudy",
        "Group",
        "Binary"
    );

    public static IReadOnlyList<UnmappedReason> All { get; } =
    [
        NamedByOthers,
        new(
            "money",
            "who pays for care is not part of the record for care",
            "Account",
            "ChargeItem",
            "ChargeItemDefinition",
            "Claim",
            "ClaimResponse",
            "Contract",
            "Coverage",
            "CoverageEligibilityRequest",
            "CoverageEligibilityResponse",
            "EnrollmentRequest",
            "EnrollmentResponse",
            "ExplanationOfBenefit",
            "InsurancePlan",
            "Invoice",
            "PaymentNotice",
            "PaymentReconciliation"
        ),
        new(
            "of-the-message",
            "it is about the message, not the person",
            "MessageHeader",
            "OperationOutcome",
            "Parameters",
            "Bundle",
            "Subscription",
            "Endpoint",
            "AppointmentResponse"
        ),
        new(
            "who-made-it",
            "it tells who made or saw other resources; the record says of each entry who told it and when",
            "Provenance",
            "AuditEvent",
            "VerificationResult",
            "Linkage",
            "Person"
        ),
        new("free-slots", "it is about a service's diary, not the person", "Schedule", "Slot"),
        new(
            "definition",
            "it defines what others use, and is about no person",
            "ActivityDefinition",
            "CapabilityStatement",
            "CatalogEntry",
            "CodeSystem",
            "CompartmentDefinition",
            "ConceptMap",
            "DeviceDefinition",
            "EffectEvidenceSynthesis",
            "EventDefinition",
            "Evidence",
            "EvidenceVariable",
            "ExampleScenario",
            "GraphDefinition",
            "ImplementationGuide",
            "Library",
            "Measure",
            "MedicationKnowledge",
            "MedicinalProduct",
            "MedicinalProductAuthorization",
            "MedicinalProductContraindication",
            "MedicinalProductIndication",
            "MedicinalProductIngredient",
            "MedicinalProductInteraction",
            "MedicinalProductManufactured",
            "MedicinalProductPackaged",
            "MedicinalProductPharmaceutical",
            "MedicinalProductUndesirableEffect",
            "MessageDefinition",
            "NamingSystem",
            "ObservationDefinition",
            "OperationDefinition",
            "OrganizationAffiliation",
            "PlanDefinition",
            "Questionnaire",
            "ResearchDefinition",
            "ResearchElementDefinition",
            "RiskEvidenceSynthesis",
            "SearchParameter",
            "SpecimenDefinition",
            "StructureDefinition",
            "StructureMap",
            "SubstanceNucleicAcid",
            "SubstancePolymer",
            "SubstanceProtein",
            "SubstanceReferenceInformation",
            "SubstanceSourceMaterial",
            "SubstanceSpecification",
            "TerminologyCapabilities",
            "TestReport",
            "TestScript",
            "ValueSet"
        ),
    ];

    private static readonly Dictionary<string, UnmappedReason> ByType = All.SelectMany(reason =>
            reason.Types.Select(type => (type, reason))
        )
        .ToDictionary(pair => pair.type, pair => pair.reason, StringComparer.Ordinal);

    /// <summary>The code of the reason; <see cref="ResourceMapper.TypeNotMapped"/> for a type that nobody has thought of yet.</summary>
    public static string ReasonFor(string type) => ByType.TryGetValue(type, out var reason) ? reason.Code : ResourceMapper.TypeNotMapped;
}
