namespace IntegrationHub.CareRecord;

/// <summary>
/// A top heading of the PRSB Core Information Standard v2. The order of the list is the order a record is shown in.
/// </summary>
/// <param name="Code">Permanent; used in <c>?section=</c> and in stored rows.</param>
public sealed record Section(string Code, string Heading)
{
    public static readonly Section Demographics = new("demographics", "Person demographics");
    public static readonly Section GpPractice = new("gp-practice", "GP practice");
    public static readonly Section AboutMe = new("about-me", "About me");
    public static readonly Section IndividualRequirements = new("individual-requirements", "Individual requirements");
    public static readonly Section Alerts = new("alerts", "Alerts");
    public static readonly Section LegalInformation = new("legal-information", "Legal information");
    public static readonly Section Safeguarding = new("safeguarding", "Safeguarding");
    public static readonly Section ProfessionalContacts = new("professional-contacts", "Professional contacts");
    public static readonly Section PersonalContacts = new("personal-contacts", "Personal contacts");
    public static readonly Section ParticipationInResearch = new("participation-in-research", "Participation in research");
    public static readonly Section ReferralDetails = new("referral-details", "Referral details");
    public static readonly Section ContactsWithProfessionals = new("contacts-with-professionals", "Contacts with professionals");
    public static readonly Section AdmissionDetails = new("admission-details", "Admission details");
    public static readonly Section DischargeDetails = new("discharge-details", "Discharge details");
    public static readonly Section FutureAppointments = new("future-appointments", "Future appointments");
    public static readonly Section Vaccinations = new("vaccinations", "Vaccinations");
    public static readonly Section ProblemList = new("problem-list", "Problem list");
    public static readonly Section Procedures = new("procedures", "Procedures and therapies");
    public static readonly Section SocialContext = new("social-context", "Social context");
    public static readonly Section ServicesAndCare = new("services-and-care", "Services and care");
    public static readonly Section PrimarySupportReason = new("primary-support-reason", "Primary support reason");
    public static readonly Section FamilyHistory = new("family-history", "Family history");
    public static readonly Section InvestigationResults = new("investigation-results", "Investigation results");
    public static readonly Section InvestigationsRequested = new("investigations-requested", "Investigations requested");
    public static readonly Section ExaminationFindings = new("examination-findings", "Examination findings");
    public static readonly Section PregnancyStatus = new("pregnancy-status", "Pregnancy status");
    public static readonly Section Assessments = new("assessments", "Assessments");
    public static readonly Section Formulation = new("formulation", "Formulation");
    public static readonly Section Risks = new("risks", "Risks");
    public static readonly Section Allergies = new("allergies", "Allergies and adverse reactions");
    public static readonly Section Medications = new("medications", "Medications and medical devices");
    public static readonly Section Equipment = new("equipment", "Equipment and adaptations");
    public static readonly Section PlanAndRequestedActions = new("plan-and-requested-actions", "Plan and requested actions");
    public static readonly Section CareAndSupportPlan = new("care-and-support-plan", "Care and support plan");
    public static readonly Section ContingencyPlans = new("contingency-plans", "Contingency plans");
    public static readonly Section AdditionalSupportPlans = new("additional-support-plans", "Additional support plans");
    public static readonly Section EndOfLifeCare = new("end-of-life-care", "End of life care");
    public static readonly Section Documents = new("documents", "Documents");

    /// <summary>Not a heading of the standard: what the hub keeps but cannot place yet, so that nothing is hidden.</summary>
    public static readonly Section Unmapped = new("unmapped", "Kept, not yet mapped");

    public static IReadOnlyList<Section> All { get; } =
        typeof(Section)
            .GetFields()
            .Where(field => field.FieldType == typeof(Section))
            .Select(field => (Section)field.GetValue(null)!)
            .ToArray();

    private static readonly Dictionary<string, Section> ByCode = All.ToDictionary(section => section.Code, StringComparer.Ordinal);

    public static Section? Find(string code) => ByCode.GetValueOrDefault(code);
}
