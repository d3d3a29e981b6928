namespace IntegrationHub.CareRecord;

/// <summary>
/// A top heading of the PRSB Core Information Standard v2. The order of the list is the order a record is shown in.
/// </summary>
public sealed class Section
{
    private static readonly List<Section> Ordered = [];

    private Section(string code, string heading) => (Code, Heading, Place) = (code, heading, Ordered.Count);

    /// <summary>Permanent; used in <c>?section=</c> and in stored rows.</summary>
    public string Code { get; }

    public string Heading { get; }

    /// <summary>In the order of <see cref="All"/>, from 0.</summary>
    public int Place { get; }

    public static readonly Section Demographics = Add("demographics", "Person demographics");
    public static readonly Section GpPractice = Add("gp-practice", "GP practice");
    public static readonly Section AboutMe = Add("about-me", "About me");
    public static readonly Section IndividualRequirements = Add("individual-requirements", "Individual requirements");
    public static readonly Section Alerts = Add("alerts", "Alerts");
    public static readonly Section LegalInformation = Add("legal-information", "Legal information");
    public static readonly Section Safeguarding = Add("safeguarding", "Safeguarding");
    public static readonly Section ProfessionalContacts = Add("professional-contacts", "Professional contacts");
    public static readonly Section PersonalContacts = Add("personal-contacts", "Personal contacts");
    public static readonly Section ParticipationInResearch = Add("participation-in-research", "Participation in research");
    public static readonly Section ReferralDetails = Add("referral-details", "Referral details");
    public static readonly Section ContactsWithProfessionals = Add("contacts-with-professionals", "Contacts with professionals");
    public static readonly Section AdmissionDetails = Add("admission-details", "Admission details");
    public static readonly Section DischargeDetails = Add("discharge-details", "Discharge details");
    public static readonly Section FutureAppointments = Add("future-appointments", "Future appointments");
    public static readonly Section Vaccinations = Add("vaccinations", "Vaccinations");
    public static readonly Section ProblemList = Add("problem-list", "Problem list");
    public static readonly Section Procedures = Add("procedures", "Procedures and therapies");
    public static readonly Section SocialContext = Add("social-context", "Social context");
    public static readonly Section ServicesAndCare = Add("services-and-care", "Services and care");
    public static readonly Section PrimarySupportReason = Add("primary-support-reason", "Primary support reason");
    public static readonly Section FamilyHistory = Add("family-history", "Family history");
    public static readonly Section InvestigationResults = Add("investigation-results", "Investigation results");
    public static readonly Section InvestigationsRequested = Add("investigations-requested", "Investigations requested");
    public static readonly Section ExaminationFindings = Add("examination-findings", "Examination findings");
    public static readonly Section PregnancyStatus = Add("pregnancy-status", "Pregnancy status");
    public static readonly Section Assessments = Add("assessments", "Assessments");
    public static readonly Section Formulation = Add("formulation", "Formulation");
    public static readonly Section Risks = Add("risks", "Risks");
    public static readonly Section Allergies = Add("allergies", "Allergies and adverse reactions");
    public static readonly Section Medications = Add("medications", "Medications and medical devices");
    public static readonly Section Equipment = Add("equipment", "Equipment and adaptations");
    public static readonly Section PlanAndRequestedActions = Add("plan-and-requested-actions", "Plan and requested actions");
    public static readonly Section CareAndSupportPlan = Add("care-and-support-plan", "Care and support plan");
    public static readonly Section ContingencyPlans = Add("contingency-plans", "Contingency plans");
    public static readonly Section AdditionalSupportPlans = Add("additional-support-plans", "Additional support plans");
    public static readonly Section EndOfLifeCare = Add("end-of-life-care", "End of life care");
    public static readonly Section Documents = Add("documents", "Documents");

    /// <summary>Not a heading of the standard: what the hub keeps but cannot place yet, so that nothing is hidden.</summary>
    public static readonly Section Unmapped = Add("unmapped", "Kept, not yet mapped");

    public static IReadOnlyList<Section> All => Ordered;

    private static readonly Dictionary<string, Section> ByCode = All.ToDictionary(section => section.Code, StringComparer.Ordinal);

    public static Section? Find(string code) => ByCode.GetValueOrDefault(code);

    public override string ToString() => Code;

    private static Section Add(string code, string heading)
    {
        var section = new Section(code, heading);
        Ordered.Add(section);
        return section;
    }
}
