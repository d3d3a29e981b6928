using System.Collections.Frozen;
using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// Headings that a sender itself gives: a category (or the code of a document's section) from UK Core's record standard headings, or from
/// the hub's own code system, whose codes are those of <see cref="Section"/>. So every section can be filled, also those that FHIR has
/// no resource for, such as About me or Primary support reason.
/// </summary>
internal static class Headings
{
    public const string UkCore = "https://fhir.hl7.org.uk/CodeSystem/UKCore-RecordStandardHeadings";
    public const string Own = "https://integration-hub.example/CodeSystem/section";

    /// <summary>Codes of UK Core that are, or lie under, a heading of the standard. Of the others (outlook, role views) none can be told.</summary>
    public static readonly IReadOnlyDictionary<Section, string[]> ByHeading = new Dictionary<Section, string[]>
    {
        [Section.Demographics] = ["person-demographics", "patient-demographics"],
        [Section.GpPractice] = ["gp-practice", "general-practitioner-practice"],
        [Section.IndividualRequirements] =
        [
            "individual-requirement",
            "individual-requirements",
            "special-requirements",
            "reasonable-adjustments-for-health-and-care-access",
        ],
        [Section.Alerts] = ["alerts", "safety-alerts", "red-flags"],
        [Section.LegalInformation] =
        [
            "legal-information",
            "consent",
            "consent-for-information-sharing",
            "consent-for-treatment-record",
            "consent-for-treatment-intervention-record",
            "consent-relating-to-child",
            "deprivation-of-liberty-safeguards-or-equivalent",
            "lasting-or-enduring-power-of-attorney-or-similar",
            "lasting-power-of-attorney-for-health-and-welfare-or-court-appointed-deputy-or-equivalent",
            "mental-capacity-assessment",
            "mental-health-act-or-equivalent-status",
            "organ-and-tissue-donation",
        ],
        [Section.Safeguarding] = ["safeguarding", "safeguarding-issues"],
        [Section.ProfessionalContacts] = ["professional-contacts", "contact-for-further-information", "referrer-details"],
        [Section.ParticipationInResearch] = ["participation-in-research"],
        [Section.ReferralDetails] =
        [
            "referral-details",
            "reason-for-referral",
            "expectation-of-referral",
            "patients-expectation-of-referral",
            "patients-reason-for-referral",
        ],
        [Section.ContactsWithProfessionals] =
        [
            "contact-with-professionals",
            "attendance-details",
            "outpatient-details",
            "reason-for-contact",
            "reason-for-encounter",
            "presenting-complaints-or-issues",
        ],
        [Section.AdmissionDetails] = ["admission-details", "reason-for-admission"],
        [Section.DischargeDetails] = ["discharge-details", "disposition-details"],
        [Section.FutureAppointments] = ["future-appointments"],
        [Section.Vaccinations] = ["vaccinations", "immunisations"],
        [Section.ProblemList] =
        [
            "problems",
            "problems-and-issues",
            "diagnoses",
            "diagnosis",
            "relevant-past-medical-surgical-and-mental-health-history",
        ],
        [Section.Procedures] = ["procedures", "procedures-and-therapies"],
        [Section.SocialContext] =
        [
            "social-context",
            "social-circumstances",
            "lifestyle",
            "drug/substance-use",
            "educational-history",
            "hobbies-and-interests",
            "occupational-history",
        ],
        [Section.ServicesAndCare] = ["services-and-care"],
        [Section.FamilyHistory] = ["family-history"],
        [Section.InvestigationResults] = ["investigation-results", "investigations-and-results", "test-result"],
        [Section.InvestigationsRequested] = ["investigations-requested", "investigations-and-procedures-requested"],
        [Section.ExaminationFindings] = ["examination-findings", "observations"],
        [Section.PregnancyStatus] = ["pregnancy-status"],
        [Section.Assessments] = ["assessments", "assessment-scales"],
        [Section.Risks] =
        [
            "risk-information",
            "clinical-risk-assessment",
            "risk-from-others",
            "risks-to-others",
            "risks-to-self",
            "risk-to-patient",
            "risk-mitigation",
        ],
        [Section.Allergies] = ["allergies-and-adverse-reaction", "ended-allergies"],
        [Section.Medications] =
        [
            "medications-and-medical-devices",
            "acute-medication",
            "repeat-medication",
            "discontinued-repeat-medication",
            "active-medications",
            "discontinued-medications",
            "medical-devices",
        ],
        [Section.Equipment] = ["appliances"],
        [Section.PlanAndRequestedActions] = ["plan-and-requested-actions", "plan", "actions"],
        [Section.EndOfLifeCare] =
        [
            "advance-decisions-about-treatment",
            "advance-decision-to-refuse-treatment",
            "advance-statement",
            "planned-supportive-care-for-terminal-illness",
            "current-supportive-care-for-terminal-illness",
        ],
        [Section.Documents] = ["documents-including-correspondence-audio-and-images"],
    };

    private static readonly FrozenDictionary<string, Section> ByUkCoreCode = ByHeading
        .SelectMany(pair => pair.Value.Select(code => (code, pair.Key)))
        .ToFrozenDictionary(pair => pair.code, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The section of the first coding that names one.</summary>
    public static Section? Of(List<CodeableConcept> categories)
    {
        foreach (var category in categories)
            if (Of(category) is { } section)
                return section;
        return null;
    }

    /// <inheritdoc cref="Of(List{CodeableConcept})"/>
    public static Section? Of(CodeableConcept? category) => category is null ? null : Of(category.Coding);

    /// <inheritdoc cref="Of(List{CodeableConcept})"/>
    public static Section? Of(List<Coding> codings)
    {
        foreach (var coding in codings)
            if (coding?.Code is { } code)
            {
                if (string.Equals(coding.System, UkCore, StringComparison.Ordinal) && ByUkCoreCode.TryGetValue(code, out var heading))
                    return heading;
                if (string.Equals(coding.System, Own, StringComparison.Ordinal) && Section.Find(code) is { } own && own != Section.Unmapped)
                    return own;
            }

        return null;
    }
}
