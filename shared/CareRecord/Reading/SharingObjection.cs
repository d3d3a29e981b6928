using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// Pure: whether a Consent says that the person objects to their record being shared for their care. The national data opt-out and
/// objections to research are no such objection: they are about use beyond a person's own care, so a Consent whose purposes hold no
/// purpose of care does not count. A denial that is narrowed in another way (to an organisation, a kind of data, a time) counts as a
/// whole: showing less than the person allowed can be put right with them, showing more cannot.
/// </summary>
internal static class SharingObjection
{
    private const string Scopes = "http://terminology.hl7.org/CodeSystem/consentscope";

    /// <summary>v3-ActReason: treatment, emergency treatment, care management, coordination of care, break the glass.</summary>
    private static readonly HashSet<string> OfCare = new(StringComparer.Ordinal) { "TREAT", "ETREAT", "CAREMGT", "COC", "BTG" };

    internal static bool IsIn(Resource? resource) =>
        resource is Consent { Status: Consent.ConsentState.Active } consent
        && Has(consent.Scope, Scopes, "patient-privacy")
        && (OptsOut(consent) || Denies(consent.Provision));

    private static bool OptsOut(Consent consent) =>
        Has(consent.PolicyRule, null, "OPTOUT") && (consent.Provision is not { } provision || IsOfCare(provision.Purpose));

    private static bool Denies(Consent.provisionComponent? provision) =>
        provision is not null
        && (
            provision.Type == Consent.ConsentProvisionType.Deny && IsOfCare(provision.Purpose)
            // In a rule below the first, what is denied is an exception to what is allowed.
            || provision.Provision.Exists(rule => rule?.Type == Consent.ConsentProvisionType.Deny && IsOfCare(rule.Purpose))
        );

    private static bool IsOfCare(List<Coding> purposes) =>
        purposes.Count == 0 || purposes.Exists(purpose => purpose?.Code is { } code && OfCare.Contains(code));

    private static bool Has(CodeableConcept? concept, string? system, string code) =>
        concept?.Coding.Exists(coding =>
            coding is not null
            && string.Equals(coding.Code, code, StringComparison.Ordinal)
            && (system is null || string.Equals(coding.System, system, StringComparison.Ordinal))
        )
            is true;
}
